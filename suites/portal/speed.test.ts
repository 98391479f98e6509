// The portal at the country's size: 3,321 communes and 10,000 units, and no read that keeps a page waiting.
import { openReference } from '@i-speed/reference';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const nowMs = Date.parse('2025-09-05T01:00:00Z');
const UNITS = 10_000;
/** What a page may take on the server. */
const MOST_MS = 300;
const TRIES = 7;

let hub: PortalHub;
let admin: string;
let manager: string;
let campaignId: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  admin = await hub.signIn('admin@x.example', [{ role: 'national-admin' }]);
  manager = await hub.signIn('so@x.example', [{ role: 'province-manager', provinceCode: '01' }]);
  const reference = openReference({});
  const communes = reference.provinces().flatMap(({ code }) => reference.communes(code, reference.currentEdition));
  expect(communes).toHaveLength(3_321);
  const lines = communes.map(
    ({ code, fullName, provinceCode }) => `xa-${code},${fullName},commune,${provinceCode},${code}`,
  );
  for (let i = lines.length; i < UNITS; i += 1) {
    const { provinceCode = '01' } = communes[i % communes.length] ?? {};
    lines.push(`cq-${i},Cơ quan ${i},department,${provinceCode},`);
  }
  const csv = ['code,name,kind,provinceCode,communeCode', ...lines].join('\n');
  expect(await (await hub.as(admin, '/api/v1/portal/units/import', csv)).json()).toEqual({ imported: UNITS });
  const days = { startsOn: '2025-08-13', endsOn: '2025-12-12' };
  const draft = { name: 'Cả nước', issuer: 'Cục Viễn thông', place: 'Hà Nội', ...days };
  campaignId = (await (await hub.as(admin, '/api/v1/portal/campaigns', draft)).json()).id;
  await hub.measure(
    Array.from({ length: 1_000 }, (_, i) => ({
      device: i,
      unitCode: lines[i % lines.length]?.split(',')[0] ?? '',
      kind: i % 2 === 0 ? ('fixed' as const) : ('mobile' as const),
      atMs: nowMs - 3_600_000 - i * 1_000,
    })),
  );
}, 120_000);
afterAll(() => hub[Symbol.asyncDispose]());

/** The second fastest of the tries: what other programs on the machine take is not the page's. */
async function quickMs(cookie: string, path: string): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < TRIES; i += 1) {
    const startMs = performance.now();
    const answer = await hub.as(cookie, path);
    await answer.arrayBuffer();
    took.push(performance.now() - startMs);
    expect(answer.status, path).toBe(200);
  }
  return took.sort((a, b) => a - b)[1] ?? Number.POSITIVE_INFINITY;
}

test.each([
  ['who I am', () => [admin, '/api/v1/portal/me']],
  ['all units', () => [admin, '/api/v1/portal/units?limit=300']],
  ['a province’s units', () => [manager, '/api/v1/portal/units?limit=300']],
  ['campaigns', () => [admin, '/api/v1/portal/campaigns']],
  ['the country’s board', () => [admin, `/api/v1/portal/campaigns/${campaignId}/months/2025-09?limit=200`]],
  ['one form', () => [admin, `/api/v1/portal/campaigns/${campaignId}/months/2025-09/units/xa-00004`]],
  ['a unit’s own month', () => [admin, '/api/v1/portal/units/xa-00004/month']],
  ['the nation’s month', () => [admin, '/api/v1/portal/nation/months/2025-09']],
  ['the nation at a glance', () => [admin, '/api/v1/portal/nation/watch']],
  ['other work', () => [admin, `/api/v1/portal/campaigns/${campaignId}/results`]],
  ['reminders', () => [admin, `/api/v1/portal/campaigns/${campaignId}/reminders`]],
  ['people', () => [admin, '/api/v1/portal/people']],
  ['the log', () => [admin, '/api/v1/portal/audit']],
  ['what people told', () => [admin, '/api/v1/portal/voices']],
  ['provinces compared', () => ['', '/api/v1/sufficiency']],
  ['a province’s communes', () => ['', '/api/v1/sufficiency?province=01']],
] as const)('%s', async (_, ask) => {
  const [cookie = '', path = ''] = ask();
  const ms = await quickMs(cookie, path);
  expect(ms).toBeLessThan(MOST_MS);
});
