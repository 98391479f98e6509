// Measurements under suspicion: who answers for a unit reads by rule how many were set aside and with which score; the public reads no score.
import { monthBoard, nationWatch, unitMonth } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId } from '../../packages/hub/test/sample.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const PORTAL = '/api/v1/portal';
const nowMs = Date.parse('2025-09-20T05:00:00Z');
const MINUTE_MS = 60_000;
let hub: PortalHub;

/** A device that measures nine times in an hour, which makes the last three scripted; another that measures once. */
beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  const manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  const units = 'code,name,kind,provinceCode\nso-a,Sở A,department,01\nso-b,Sở B,department,01\n';
  expect((await hub.as(manager, `${PORTAL}/units/import`, units)).status).toBe(200);
  const quick = Array.from({ length: 9 }, (_, i) => nowMs - (60 - 6 * i) * MINUTE_MS);
  const make = (device: number) => (atMs: number) => ({ device, unitCode: 'so-a', kind: 'fixed' as const, atMs });
  for (const one of quick.map(make(1))) await hub.measure([one]);
  await hub.measure([make(2)(nowMs - MINUTE_MS)]);
});
afterAll(() => hub[Symbol.asyncDispose]());

test('the rule, its measurements, devices and score stand in the month of the unit, and in none of another', async () => {
  const officer = await hub.signIn('a@hanoi.example', [{ role: 'unit-officer', unitCode: 'so-a' }]);
  const own = unitMonth.parse(await (await hub.as(officer, `${PORTAL}/units/so-a/month`)).json());
  // A certain rule weighs 9 on a prior of -3: 1 / (1 + e^-6) = 99.8 %.
  expect(own.abuse).toEqual([{ reason: 'scripted-pace', measurements: 3, devices: 1, meanScore: 1, mostScore: 1 }]);
  // Of the three one takes part, beside seven that nothing was found against.
  expect(own.totals.measurements).toBe(8);
  expect((await hub.as(officer, `${PORTAL}/units/so-b/month`)).status).toBe(403);
  const other = await hub.signIn('b@hanoi.example', [{ role: 'unit-officer', unitCode: 'so-b' }]);
  const none = unitMonth.parse(await (await hub.as(other, `${PORTAL}/units/so-b/month`)).json());
  expect(none.abuse).toEqual([]);
});

const ASIDE = [{ reason: 'scripted-pace', measurements: 3, uncounted: 2, devices: 1, meanScore: 1, mostScore: 1 }];

test('the campaign’s table says of each unit what was not counted; an officer of another unit reads none of it', async () => {
  const manager = await hub.signIn('dot@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  const draft = {
    name: 'Đợt',
    provinceCode: '01',
    issuer: 'Sở A',
    place: 'Hà Nội',
    startsOn: '2025-08-01',
    endsOn: '2025-12-31',
  };
  const made = await (await hub.as(manager, `${PORTAL}/campaigns`, draft)).json();
  const path = `${PORTAL}/campaigns/${made.id}/months/${made.currentMonth}`;
  const asideOf = async (cookie: string) =>
    monthBoard
      .parse(await (await hub.as(cookie, path)).json())
      .lines.map(({ unit, setAside, system }) => [unit.code, setAside, system.measurements]);
  expect(await asideOf(manager)).toEqual([
    ['so-a', ASIDE, 8],
    ['so-b', undefined, 0],
  ]);
  const other = await hub.signIn('b2@hanoi.example', [{ role: 'unit-officer', unitCode: 'so-b' }]);
  expect(await asideOf(other)).toEqual([['so-b', undefined, 0]]);
});

test('the nation’s watch says it of the units that want a look, in the file too', async () => {
  const more = Array.from({ length: 12 }, (_, i) => ({
    device: 1,
    unitCode: 'so-a',
    kind: 'fixed' as const,
    atMs: nowMs - i * MINUTE_MS,
  }));
  for (const one of more) await hub.measure([one]);
  const viewer = await hub.signIn('xem@x.example', [{ role: 'national-viewer' }]);
  const { suspicious } = nationWatch.parse(await (await hub.as(viewer, `${PORTAL}/nation/watch`)).json());
  expect(suspicious.map(({ unitCode }) => unitCode)).toEqual(['so-a']);
  const [aside] = suspicious[0]?.setAside ?? [];
  expect([aside?.reason, aside?.devices, aside?.mostScore]).toEqual(['scripted-pace', 1, 1]);
  expect(aside?.uncounted).toBe((aside?.measurements ?? 0) - 1);
  expect(aside?.measurements).toBeGreaterThan(10);
  const csv = await (await hub.as(viewer, `${PORTAL}/tables/watched-units?format=csv`)).text();
  const [heading = '', line = ''] = csv.replace(/^\uFEFF/, '').split('\r\n');
  const at = heading.split(',').indexOf('uncounted');
  expect(line.split(',')[at]).toBe(String(aside?.uncounted));
  expect(line).toContain('(100%)');
});

test('neither a measurement nor what a person reads of the own data tells a score', async () => {
  const mine = await hub.as('', '/api/v1/my-data', { installId: installId(1) });
  const text = await mine.text();
  expect([mine.status, text.includes('scripted-pace'), /score|abuse/i.test(text)]).toEqual([200, true, false]);
});
