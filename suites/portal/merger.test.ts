// Two communes become one in the middle of a month: the successor has their places, figures and reports from then on, and nothing is told twice.
import type { ReportLine } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installId } from '../../packages/hub/test/sample.ts';
import { readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const PORTAL = '/api/v1/portal';
const OLD = 'xa-cu';
const NEW = 'xa-moi';
/** One device of each unit before the merger; DRIFTER measures for the old one before it and for the new one after it. */
const OLD_DEVICE = 1;
const DRIFTER = 2;
const NEW_DEVICE = 3;
const LATER = 4;
const MERGER = { into: NEW, on: '2025-09-20' };
let nowMs = 0;
let hub: PortalHub;
let manager: string;
let officer: string;
let oldOfficer: string;
let campaign: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  nowMs = at('2025-08-13T01:00:00Z');
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  officer = await hub.signIn('moi@hanoi.example', [{ role: 'unit-officer', unitCode: NEW }]);
  oldOfficer = await hub.signIn('cu@hanoi.example', [{ role: 'unit-officer', unitCode: OLD }]);
  const lines = [`${OLD},Xã Cũ,other,01`, 'so-a,Sở A,department,01'];
  await does(`${PORTAL}/units/import`, ['code,name,kind,provinceCode', ...lines].join('\n'));
  const draft = { name: 'Đo', provinceCode: '01', issuer: 'Sở', place: 'Hà Nội' };
  const period = { startsOn: '2025-08-13', endsOn: '2026-12-12', target: 2 };
  campaign = `${PORTAL}/campaigns/${(await does(`${PORTAL}/campaigns`, { ...draft, ...period }, 201)).id}`;
  await does(`${campaign}/targets`, `code,target\n${OLD},3\n`);
  await does(`${PORTAL}/units/import`, `code,name,kind,provinceCode\n${NEW},Xã Mới,other,01\n`);
  await brings(OLD, OLD_DEVICE, '2025-08-20T01:00:00Z');
  await brings(OLD, DRIFTER, '2025-09-14T01:00:00Z');
  await brings(NEW, NEW_DEVICE, '2025-09-15T01:00:00Z');
});
afterAll(() => hub[Symbol.asyncDispose]());

const at = (moment: string) => Date.parse(moment);

/** The device comes by the unit's link and has measured an hour later. */
async function brings(unitCode: string, device: number, moment: string) {
  nowMs = at(moment);
  await does(`/api/v1/units/${unitCode}/opens`, { installId: installId(device) }, 204);
  nowMs += 3_600_000;
  await hub.measure([{ device, unitCode, kind: 'fixed', atMs: nowMs - 60_000 }]);
}

async function does(path: string, body?: unknown, status = 200, cookie = manager) {
  const answer = await hub.as(cookie, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return status === 204 ? undefined : answer.json();
}

async function boardOf(month: string) {
  const { lines, totals } = await does(`${campaign}/months/${month}`);
  const byUnit = (lines as ReportLine[]).map(({ unit, system, mergedFrom = [] }) => [
    unit.code,
    system.installsTotal,
    system.accesses,
    system.countedFixed,
    system.devices,
    mergedFrom.map(({ code }) => code).join(),
  ]);
  return { lines: byUnit, totals };
}

test('before the merger each stands for itself, and who was not asked takes no part', async () => {
  nowMs = at('2025-09-20T03:00:00Z');
  expect((await boardOf('2025-10')).lines).toEqual([
    ['so-a', 0, 0, 0, 0, ''],
    [OLD, 2, 1, 1, 1, ''],
  ]);
  await does(`${campaign}/months/2025-10`, undefined, 403, officer);
});

test('what cannot be merged is told with its reason', async () => {
  const faultsOf = async (body: object) =>
    (await does(`${PORTAL}/units/${OLD}/merger`, body, 422)).faults.map(({ path }: { path: string }) => path);
  expect(await faultsOf({ into: OLD, on: '2025-09-20' })).toEqual(['into']);
  expect(await faultsOf({ into: 'khong-co', on: '2025-09-21' })).toEqual(['into', 'on']);
});

test('from the month of the merger on the successor has place, figures and totals; the months before stay', async () => {
  const before = await boardOf('2025-09');
  const { mergedInto } = await does(`${PORTAL}/units/${OLD}/merger`, MERGER);
  expect(mergedInto).toEqual({ code: NEW, name: 'Xã Mới', on: '2025-09-20' });
  expect(await boardOf('2025-09')).toEqual(before);
  expect(before.lines).toContainEqual([OLD, 1, 1, 1, 1, '']);
  expect((await boardOf('2025-10')).lines).toEqual([
    ['so-a', 0, 0, 0, 0, ''],
    [NEW, 3, 2, 2, 2, OLD],
  ]);
  expect((await does(`${PORTAL}/campaigns`)).campaigns[0].units).toBe(2);
  expect(await does(`${PORTAL}/units/${NEW}/month`)).toMatchObject({ target: 3 });
});

test('the old link counts for the successor, a device that comes again once', async () => {
  await brings(OLD, LATER, '2025-09-21T01:00:00Z');
  await brings(NEW, DRIFTER, '2025-09-22T01:00:00Z');
  const { lines, totals } = await boardOf('2025-10');
  expect(lines).toContainEqual([NEW, 4, 4, 4, 3, OLD]);
  expect(totals).toMatchObject({ installsTotal: 4, accesses: 4, countedFixed: 4, devices: 3 });
  expect(await does(`/api/v1/units/${OLD}`)).toMatchObject({ code: NEW, name: 'Xã Mới' });
});

async function unitsOf(cookie: string): Promise<string[]> {
  const { grants } = await does(`${PORTAL}/me`, undefined, 200, cookie);
  return grants.map(({ unitCode }: { unitCode: string }) => unitCode).sort();
}

test('an officer of the old unit is told whom to ask, and goes on for the successor when the manager says so', async () => {
  const own = `${PORTAL}/units/${OLD}`;
  const { handover } = await does(`${own}/month`, undefined, 200, oldOfficer);
  const manages = { name: 'so@hanoi.example', email: 'so@hanoi.example' };
  const into = { code: NEW, name: 'Xã Mới', provinceCode: '01', formerly: 'Xã Cũ' };
  expect(handover).toEqual({ into, waiting: 1, managers: [manages] });
  const form = `${campaign}/months/2025-10/units/${NEW}`;
  await does(form, undefined, 403, oldOfficer);
  await does(`${own}/merger/officers`, {}, 403, oldOfficer);
  expect(await does(`${own}/merger/officers`, {})).toEqual({ handedOver: 1 });
  expect(await does(`${own}/merger/officers`, {})).toEqual({ handedOver: 0 });
  await does(form, undefined, 200, oldOfficer);
  await does(`${campaign}/months/2025-09/units/${OLD}`, undefined, 200, oldOfficer);
  expect((await does(`${PORTAL}/audit`)).entries[0]).toMatchObject({
    verb: 'person.hand-over',
    about: 'cu@hanoi.example · Xã Cũ · Xã Mới',
  });
  await does(`${PORTAL}/units/so-a/merger/officers`, {}, 409);
});

test('a person reads whose the own install is now, and whose it was', async () => {
  const { unit } = await does('/api/v1/my-data', { installId: installId(OLD_DEVICE) }, 200, '');
  expect(unit).toEqual({ code: NEW, name: 'Xã Mới', provinceCode: '01', formerly: 'Xã Cũ' });
});

test('a merger that was entered wrongly is taken back whole, the latest of a chain first', async () => {
  const whole = await boardOf('2025-10');
  await does(`${PORTAL}/units/${OLD}/merger`, MERGER, 409);
  await does(`${PORTAL}/units/${NEW}/merger`, { into: 'so-a', on: '2025-09-22' });
  expect((await boardOf('2025-10')).lines).toEqual([['so-a', 4, 4, 4, 3, `${OLD},${NEW}`]]);
  expect(await does(`${PORTAL}/units/${OLD}/merger/officers`, {})).toEqual({ handedOver: 1 });
  expect(await unitsOf(oldOfficer)).toEqual(['so-a', OLD, NEW]);
  await does(`${PORTAL}/units/${OLD}/merger/removal`, {}, 409);
  await does(`${PORTAL}/units/${NEW}/merger/removal`, {});
  expect(await unitsOf(oldOfficer)).toEqual([OLD, NEW]);
  await does(`${PORTAL}/units/${OLD}/merger/removal`, {});
  expect(await unitsOf(oldOfficer)).toEqual([OLD]);
  expect((await boardOf('2025-10')).lines.map(([code]) => code)).toEqual(['so-a', OLD]);
  await does(`${PORTAL}/units/${OLD}/merger`, MERGER);
  expect(await boardOf('2025-10')).toEqual(whole);
});

test('a form that was handed in before comes back, for it tells of one alone', async () => {
  nowMs = at('2025-10-13T01:00:00Z');
  const form = `${campaign}/months/2025-10/units/${NEW}`;
  await does(`${form}/submission`, {}, 200, officer);
  await does(`${PORTAL}/units/${OLD}/merger/removal`, {});
  await does(`${PORTAL}/units/${OLD}/merger`, MERGER);
  const { line, history } = await does(form);
  expect(line).toMatchObject({ state: 'returned', version: 1 });
  expect(history.at(-1)).toMatchObject({ verb: 'return', detail: { reason: expect.stringContaining('Xã Cũ') } });
});

test('the officer of the successor reports for both; the old one has no form any more', async () => {
  const month = `${campaign}/months/2025-10`;
  const line = await does(`${month}/units/${NEW}/submission`, {}, 200, officer);
  expect(line).toMatchObject({ state: 'submitted', system: { installsTotal: 4, countedFixed: 4 } });
  await does(`${month}/units/${OLD}/submission`, {}, 404);
  await does(`${month}/units/${NEW}/acceptance`, {});
  expect(await does(`${month}/consolidation`, {}, 201)).toMatchObject({ units: 1, totals: { countedFixed: 4 } });
  const sheet = await hub.as(manager, `${month}/bieu-tong-hop.xlsx`);
  const row = readSheet(Buffer.from(await sheet.arrayBuffer())).find((cells) => cells.includes('Xã Mới'));
  expect(row?.join(' ')).toContain('Gồm cả Xã Cũ, sáp nhập từ 20/9/2025');
  const { faults } = await does(`${PORTAL}/units/${OLD}/merger/removal`, {}, 422);
  expect(faults).toMatchObject([{ path: 'on', kind: 'consolidated' }]);
});

test('the pages of both units tell their own months, day by day', async () => {
  const month = (code: string, named = '') => does(`${PORTAL}/units/${code}/month${named}`);
  expect(await month(OLD)).toMatchObject({
    month: '2025-09',
    totals: { countedFixed: 1 },
    unit: { mergedInto: MERGER_TOLD },
  });
  expect(await month(OLD, '?month=2025-10')).toMatchObject({ totals: { measurements: 0, installsTotal: 0 } });
  const { days, totals, mergedFrom } = await month(NEW, '?month=2025-10');
  expect(mergedFrom).toEqual([{ code: OLD, name: 'Xã Cũ', on: '2025-09-20' }]);
  const sum = (figure: string) =>
    days.reduce((all: number, day: Record<string, number>) => all + (day[figure] ?? 0), 0);
  expect([sum('accesses'), sum('countedFixed')]).toEqual([totals.accesses, totals.countedFixed]);
});
const MERGER_TOLD = { code: NEW, name: 'Xã Mới', on: MERGER.on };
