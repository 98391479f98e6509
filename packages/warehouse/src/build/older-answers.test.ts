import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { openWarehouse, type Question, type Warehouse } from '../index.ts';

const marchMs = Date.parse('2026-02-28T17:00:00Z');
const dayMs = 86_400_000;
const march: Question = {
  quantity: 'download',
  timeZone: 'Asia/Ho_Chi_Minh',
  edition: '2025-07-01',
  fromMs: marchMs,
  untilMs: marchMs + 31 * dayMs,
};
let path: string;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-older-'));
  await copyFreshWarehouse(path);
});
afterEach(() => rmSync(path, { recursive: true }));
/** Each test makes some dozens of answers. */
const LONG_MS = 60_000;

/** Device d, on its own day, in one of two provinces. */
const measured = (d: number) =>
  row(
    sample(marchMs + d * dayMs, d, {
      client: { kind: 'cli', version: '1', installId: installId(d) },
      provinceCode: d % 2 === 0 ? '01' : '79',
      download: direction(10 + d),
    }),
  );
const devicesOf = async (warehouse: Warehouse, given: Partial<Question> = {}) =>
  (await warehouse.cells({ ...march, ...given })).map(({ devices, asOfMs }) => ({
    devices,
    isOlder: asOfMs !== undefined,
  }));

test(
  'a long period is told as it stood lately and says so, but never with what was erased',
  async () => {
    await using warehouse = await openWarehouse({ path }, { longRows: 11 });
    const startedMs = Date.now();
    await warehouse.append(Array.from({ length: 12 }, (_, d) => measured(d)));
    const appendedMs = Date.now();
    expect(await devicesOf(warehouse)).toEqual([{ devices: 12, isOlder: false }]);
    expect(await devicesOf(warehouse, { groupBy: 'province' })).toEqual([
      { devices: 6, isOlder: false },
      { devices: 6, isOlder: false },
    ]);
    await warehouse.append([measured(12)]);
    expect(await devicesOf(warehouse)).toEqual([{ devices: 12, isOlder: true }]);
    const [cell] = await warehouse.cells(march);
    expect(cell?.asOfMs).toBeGreaterThanOrEqual(startedMs);
    expect(cell?.asOfMs).toBeLessThanOrEqual(appendedMs);
    // By day only the day is anew; a province is a twentieth of the country, which is not long.
    expect((await devicesOf(warehouse, { groupBy: 'day' })).length).toBe(13);
    expect(await devicesOf(warehouse, { provinceCode: '01' })).toEqual([{ devices: 7, isOlder: false }]);
    await warehouse.eraseDevice(installId(0));
    expect(await devicesOf(warehouse)).toEqual([{ devices: 12, isOlder: false }]);
    expect(await devicesOf(warehouse, { groupBy: 'province' })).toEqual([
      { devices: 6, isOlder: false },
      { devices: 6, isOlder: false },
    ]);
  },
  LONG_MS,
);

test(
  'what is narrower is taken out of a larger answer of lately, with its time',
  async () => {
    await using warehouse = await openWarehouse({ path }, { longRows: 0 });
    await warehouse.append(Array.from({ length: 12 }, (_, d) => measured(d)));
    await devicesOf(warehouse, { groupBy: 'province' });
    await warehouse.append([measured(12)]);
    expect(await devicesOf(warehouse, { provinceCode: '01' })).toEqual([{ devices: 6, isOlder: true }]);
    expect(await devicesOf(warehouse, { provinceCode: '01', communeCode: '00001' })).toEqual([]);
  },
  LONG_MS,
);

test(
  'a period of few measurements is always told as it is',
  async () => {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append(Array.from({ length: 12 }, (_, d) => measured(d)));
    expect(await devicesOf(warehouse)).toEqual([{ devices: 12, isOlder: false }]);
    await warehouse.append([measured(12)]);
    expect(await devicesOf(warehouse)).toEqual([{ devices: 13, isOlder: false }]);
  },
  LONG_MS,
);
