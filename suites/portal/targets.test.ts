// A campaign asks all units for the same, save those with a target of their own: board, forecast, reminder and papers judge each by its own.
import type { MonthBoard } from '@i-speed/spec';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPrinted, readSheet } from './office.ts';
import { openPortalHub, type PortalHub } from './portal-hub.ts';

const PORTAL = '/api/v1/portal';
/** In the middle of the window from 13 August to 12 September: 15.5 of its 31 days are over. */
let nowMs = Date.parse('2025-08-28T05:00:00Z');
let hub: PortalHub;
let manager: string;
let campaign: string;
let month: string;

beforeAll(async () => {
  hub = await openPortalHub(() => nowMs);
  manager = await hub.signIn('so@hanoi.example', [{ role: 'province-manager', provinceCode: '01' }]);
  const lines = ['a,Sở A,department,01', 'b,Sở B,department,01', 'c,Sở C,department,01'];
  await does(`${PORTAL}/units/import`, ['code,name,kind,provinceCode', ...lines].join('\n'));
  const draft = { name: 'Đo', provinceCode: '01', issuer: 'Sở KHCN', place: 'Hà Nội', target: 4 };
  const period = { startsOn: '2025-08-13', endsOn: '2025-12-12' };
  campaign = `${PORTAL}/campaigns/${(await does(`${PORTAL}/campaigns`, { ...draft, ...period }, 201)).id}`;
  month = `${campaign}/months/2025-09`;
  // Each unit has two counted samples of each kind: a forecast of four.
  const samples = ['a', 'b', 'c'].flatMap((unitCode, unit) =>
    (['fixed', 'mobile'] as const).flatMap((kind, k) =>
      [1, 2].map((i) => ({ device: unit * 10 + k * 5 + i, unitCode, kind, atMs: nowMs - i * 60_000 })),
    ),
  );
  await hub.measure(samples);
});
afterAll(() => hub[Symbol.asyncDispose]());

async function does(path: string, body?: unknown, status = 200) {
  const answer = await hub.as(manager, path, body);
  expect(answer.status, `${path}: ${await answer.clone().text()}`).toBe(status);
  return answer.json();
}

async function paperOf(path: string) {
  const answer = await hub.as(manager, `${month}/${path}`);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function targets() {
  const { lines, counts, worst }: MonthBoard = await does(month);
  const { short, behind, enoughFixed, enoughMobile } = counts;
  return {
    lines: lines.map(({ unit, target }) => [unit.code, target]),
    counts: { short, behind, enoughFixed, enoughMobile },
    worst: worst.map(({ unit }) => unit.code),
  };
}

test('every unit has the campaign’s target until it has its own', async () => {
  expect(await targets()).toEqual({
    lines: [
      ['a', 4],
      ['b', 4],
      ['c', 4],
    ],
    counts: { short: 3, behind: 0, enoughFixed: 0, enoughMobile: 0 },
    worst: [],
  });
  expect(await does(`${campaign}/targets`)).toEqual({ targets: [] });
});

test('a table with a wrong line sets nothing, and every fault is named', async () => {
  const csv = 'Mã;Mục tiêu\na;2\nb;không\nz;5\na;3\nc;0\n';
  const { faults } = await does(`${campaign}/targets`, csv, 422);
  expect(faults.map(({ path }: { path: string }) => path).sort()).toEqual(['line 3', 'line 4', 'line 5', 'line 6']);
  expect((await does(`${campaign}/targets`, 'ma\na\n', 422)).faults).toMatchObject([{ path: 'line 1' }]);
  expect(await does(`${campaign}/targets`)).toEqual({ targets: [] });
});

test('who has a target of their own is judged by it: enough, forecast, who needs a word, the own page', async () => {
  expect(await does(`${campaign}/targets`, 'Mã;Mục tiêu\na;2\nb;9\n')).toEqual({ set: 2 });
  expect(await targets()).toEqual({
    lines: [
      ['a', 2],
      ['b', 9],
      ['c', 4],
    ],
    counts: { short: 2, behind: 1, enoughFixed: 1, enoughMobile: 1 },
    worst: ['b'],
  });
  expect(await does(`${PORTAL}/units/b/month`)).toMatchObject({ target: 9, totals: { countedFixed: 2 } });
  expect(await does(`${PORTAL}/units/c/month`)).toMatchObject({ target: 4 });
});

test('the papers judge each by its own target and say which it is', async () => {
  const rows = readSheet(await paperOf('bieu-tong-hop.xlsx'));
  const rowOf = (name: string) => rows.find((cells) => cells.includes(name))?.join(' ');
  expect(rows.flat().join(' ')).toContain('đủ là từ 4');
  expect(rowOf('Sở A')).toMatch(/Đủ Mục tiêu riêng: 2 mẫu/);
  expect(rowOf('Sở B')).toMatch(/Thiếu Mục tiêu riêng: 9 mẫu/);
  expect(rowOf('Sở C')).not.toContain('Mục tiêu riêng');
  const [head = [], ...lines] = (await paperOf('bieu-tong-hop.csv'))
    .toString()
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(lines.map((cells) => cells[head.indexOf('target')])).toEqual(['2', '9', '4']);
  const reminder = readPrinted(await paperOf('reminder-draft/pdf'), 'pdf').replaceAll(/\s+/g, ' ');
  expect(reminder).toContain('riêng 2 đơn vị tính theo mục tiêu được giao riêng');
  expect(reminder).toMatch(/1 Sở B 2\/9 2\/9/);
  expect(reminder).toMatch(/2 Sở C 2\/4 2\/4/);
  expect(reminder).not.toContain('Sở A 2/2');
});

test('an empty cell gives the campaign’s target back', async () => {
  await does(`${campaign}/targets`, 'code,target\na,\n');
  expect(await does(`${campaign}/targets`)).toEqual({ targets: [{ unitCode: 'b', target: 9 }] });
  expect((await targets()).counts).toMatchObject({ short: 3 });
});

test('a new target holds from the month on in which it was set; earlier months keep what they were judged by', async () => {
  const { lines: before } = await targets();
  nowMs = Date.parse('2025-09-14T05:00:00Z');
  await does(`${campaign}/targets`, 'code,target\na,1\nb,\n');
  expect((await targets()).lines).toEqual(before);
  expect(await does(`${PORTAL}/units/b/month?month=2025-09`)).toMatchObject({ target: 9 });
  const { lines }: MonthBoard = await does(`${campaign}/months/2025-10`);
  expect(lines.map(({ unit, target }) => [unit.code, target])).toEqual([
    ['a', 1],
    ['b', 4],
    ['c', 4],
  ]);
  expect(await does(`${PORTAL}/units/a/month`)).toMatchObject({ month: '2025-10', target: 1 });
  expect(await does(`${campaign}/targets`)).toEqual({ targets: [{ unitCode: 'a', target: 1 }] });
});

test('a table copied from a spreadsheet is taken, its thousands apart by points', async () => {
  await does(`${campaign}/targets`, 'Mã\tMục tiêu\nc\t1.204\n');
  const { targets: own } = await does(`${campaign}/targets`);
  expect(own).toContainEqual({ unitCode: 'c', target: 1_204 });
});
