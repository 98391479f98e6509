// Measurements under suspicion: who answers for a unit reads by rule how many were set aside and with which score; the public reads no score.
import { unitMonth } from '@i-speed/spec';
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

test('neither a measurement nor what a person reads of the own data tells a score', async () => {
  const mine = await hub.as('', '/api/v1/my-data', { installId: installId(1) });
  const text = await mine.text();
  expect([mine.status, text.includes('scripted-pace'), /score|abuse/i.test(text)]).toEqual([200, true, false]);
});
