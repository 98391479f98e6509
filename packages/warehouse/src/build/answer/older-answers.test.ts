import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../../test/sample.ts';
import { sayTo } from '../../../test/say.ts';
import { openWarehouse, type Question, type Warehouse } from '../../index.ts';

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

test(
  'by commune a third of the measurements is long, as thousands of them are told apart',
  async () => {
    await using warehouse = await openWarehouse({ path }, { longRows: 35 });
    await warehouse.append(Array.from({ length: 12 }, (_, d) => measured(d)));
    const asked = [{}, { groupBy: 'commune' }] as const;
    for (const given of asked) await warehouse.cells({ ...march, ...given });
    await warehouse.append([measured(12)]);
    expect(await Promise.all(asked.map(async (given) => (await devicesOf(warehouse, given))[0]?.isOlder))).toEqual([
      false,
      true,
    ]);
  },
  LONG_MS,
);

test(
  'answers of a period that moves on with the days are given up after some, those of months are not',
  async () => {
    const asked = [march, { ...march, untilMs: marchMs + 30 * dayMs }, { ...march, groupBy: 'day' }] as const;
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append([measured(0)]);
      for (const question of asked) await warehouse.cells(question);
    }
    const kept = () =>
      sayTo<{ days: number }>(
        path,
        "SELECT dateDiff('day', toDateTime(from_ms / 1000), toDateTime(until_ms / 1000)) AS days FROM kept_answers FINAL ORDER BY days",
      );
    expect((await kept()).map(({ days }) => days)).toEqual([1, 30, 31]);
    await sayTo(
      path,
      'INSERT INTO kept_answers SELECT * REPLACE (made_at - toIntervalDay(4) AS made_at) FROM kept_answers',
    );
    await sayTo(
      path,
      'ALTER TABLE kept_answers DELETE WHERE made_at > now() - toIntervalDay(1) SETTINGS mutations_sync = 2',
    );
    await sayTo(path, 'OPTIMIZE TABLE kept_answers FINAL');
    expect((await kept()).map(({ days }) => days)).toEqual([1, 31]);
  },
  LONG_MS,
);
