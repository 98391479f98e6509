// The portal at the country's size: 3,321 communes and 10,000 units, and no read, nor any page drawn, that keeps a person waiting.
import { openReference } from '@i-speed/reference';
import { bootStack, type Stack } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalHub } from './portal-hub.ts';

const nowMs = Date.now();
const DAY_MS = 86_400_000;
const UNITS = 10_000;
/** What a page may take on the server. */
const MOST_MS = 300;
/** One try that is quick enough shows what the work takes; the others are what the rest of the machine takes. */
const TRIES = 15;
/** The start may build the pages. */
const PATIENCE_MS = 300_000;

let stack: Stack;
let admin: string;
let manager: string;
let campaignId: string;
let month: string;

beforeAll(async () => {
  stack = await bootStack({ env: { I_SPEED_READS_PER_MINUTE: '0' }, prepare: fill });
}, PATIENCE_MS);
afterAll(() => stack?.[Symbol.asyncDispose]());

/** People, units, a campaign and measurements, through a hub of our own while nobody else holds the folder. */
async function fill(folder: string): Promise<void> {
  await using hub = await openPortalHub(() => nowMs, { I_SPEED_DATA: folder });
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
  const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
  const days = { startsOn: dayOf(nowMs - 40 * DAY_MS), endsOn: dayOf(nowMs + 90 * DAY_MS) };
  const draft = { name: 'Cả nước', issuer: 'Cục Viễn thông', place: 'Hà Nội', ...days };
  const made = await (await hub.as(admin, '/api/v1/portal/campaigns', draft)).json();
  campaignId = made.id;
  month = made.currentMonth;
  await hub.measure(
    Array.from({ length: 1_000 }, (_, i) => ({
      device: i,
      unitCode: lines[i % lines.length]?.split(',')[0] ?? '',
      kind: i % 2 === 0 ? ('fixed' as const) : ('mobile' as const),
      atMs: nowMs - 3_600_000 - i * 1_000,
    })),
  );
}

/** The quickest of some tries, which end when one is quick enough. */
async function quickMs(cookie: string, path: string): Promise<number> {
  let quickest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && quickest >= MOST_MS; i += 1) {
    const startMs = performance.now();
    const answer = await fetch(stack.url + path, { headers: { cookie } });
    await answer.arrayBuffer();
    quickest = Math.min(quickest, performance.now() - startMs);
    expect(answer.status, path).toBe(200);
  }
  return quickest;
}

test.each([
  ['who I am', () => [admin, '/api/v1/portal/me']],
  ['all units', () => [admin, '/api/v1/portal/units?limit=300']],
  ['a province’s units', () => [manager, '/api/v1/portal/units?limit=300']],
  ['campaigns', () => [admin, '/api/v1/portal/campaigns']],
  ['the country’s board', () => [admin, `/api/v1/portal/campaigns/${campaignId}/months/${month}?limit=200`]],
  ['one form', () => [admin, `/api/v1/portal/campaigns/${campaignId}/months/${month}/units/xa-00004`]],
  ['a unit’s own month', () => [admin, '/api/v1/portal/units/xa-00004/month']],
  ['the nation’s month', () => [admin, `/api/v1/portal/nation/months/${month}`]],
  ['the nation at a glance', () => [admin, '/api/v1/portal/nation/watch']],
  ['other work', () => [admin, `/api/v1/portal/campaigns/${campaignId}/results`]],
  ['reminders', () => [admin, `/api/v1/portal/campaigns/${campaignId}/reminders`]],
  ['people', () => [admin, '/api/v1/portal/people']],
  ['the log', () => [admin, '/api/v1/portal/audit']],
  ['targets of units', () => [admin, `/api/v1/portal/campaigns/${campaignId}/targets`]],
  [
    'the country’s form as CSV',
    () => [admin, `/api/v1/portal/campaigns/${campaignId}/months/${month}/bieu-tong-hop.csv`],
  ],
  ['the nation’s form as a spreadsheet', () => [admin, `/api/v1/portal/nation/months/${month}/bieu-tong-hop.xlsx`]],
  ['the nation’s letter', () => [admin, `/api/v1/portal/nation/months/${month}/bao-cao.docx`]],
  ['a province’s communes as a spreadsheet', () => [admin, '/api/v1/portal/tables/areas?format=xlsx&province=01']],
  ['evidence as a spreadsheet', () => [admin, `/api/v1/portal/tables/results?format=xlsx&campaign=${campaignId}`]],
  ['what people told', () => [admin, '/api/v1/portal/voices']],
  ['provinces compared', () => ['', '/api/v1/sufficiency']],
  ['a province’s communes', () => ['', '/api/v1/sufficiency?province=01']],
] as const)('%s', async (_, ask) => {
  const [cookie = '', path = ''] = ask();
  expect(await quickMs(cookie, path)).toBeLessThan(MOST_MS);
});

const PAGES: readonly (readonly [name: string, pathOf: () => string])[] = [
  ['campaigns', () => '/quan-tri'],
  ['units', () => '/quan-tri/don-vi'],
  ['a unit’s own', () => '/quan-tri/don-vi/xa-00004'],
  ['a campaign’s month', () => `/quan-tri/dot/${campaignId}/${month}`],
  ['a campaign’s link', () => `/c/${campaignId.split('-').at(-1)}`],
  ['a form', () => `/quan-tri/dot/${campaignId}/${month}/xa-00004`],
  ['a new campaign', () => '/quan-tri/dot-moi'],
  ['other work', () => `/quan-tri/dot/${campaignId}/hoat-dong`],
  ['the nation’s sums', () => `/quan-tri/tong-hop/${month}`],
  ['the nation at a glance', () => '/quan-tri/ca-nuoc'],
  ['provinces on a map', () => '/quan-tri/dia-ban'],
  ['communes on a map', () => '/quan-tri/dia-ban?tinh=01'],
  ['an operator’s network', () => '/quan-tri/mang'],
  ['what people told', () => '/quan-tri/phan-anh'],
  ['people', () => '/quan-tri/nguoi-dung'],
  ['the log', () => '/quan-tri/nhat-ky'],
  ['an account', () => '/quan-tri/tai-khoan'],
];

test('while the country’s letter is drawn, with a line for each of ten thousand units, others are answered', async () => {
  const path = `/api/v1/portal/campaigns/${campaignId}/months/${month}/bao-cao.docx`;
  let isDrawn = false;
  const letter = fetch(stack.url + path, { headers: { cookie: admin } }).then(async (answer) => {
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    isDrawn = true;
  });
  let answered = 0;
  while (!isDrawn) {
    await quickMs(manager, '/api/v1/portal/me');
    if (!isDrawn) answered += 1;
  }
  await letter;
  // Drawn where the answers are given, it would let two or three through.
  expect(answered).toBeGreaterThan(20);
});

test.each(PAGES)('the page of %s is drawn', async (_, pathOf) => {
  expect(await quickMs(admin, pathOf())).toBeLessThan(MOST_MS);
});

test('a manager’s first page, which tells how the own campaigns stand, is drawn', async () => {
  expect(await quickMs(manager, '/quan-tri')).toBeLessThan(MOST_MS);
});
