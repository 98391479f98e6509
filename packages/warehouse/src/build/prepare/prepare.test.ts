import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../../test/sample.ts';
import { sayTo } from '../../../test/say.ts';
import { openWarehouse, type Question, type Selection, type Warehouse } from '../../index.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const edition = '2025-07-01';
const februaryMs = Date.parse('2026-01-31T17:00:00Z');
const marchMs = Date.parse('2026-02-28T17:00:00Z');
const aprilMs = Date.parse('2026-03-31T17:00:00Z');
const dayMs = 86_400_000;
const common = { timeZone, edition, areas: 'successors', trigger: 'manual' } as const;
const nowMs = aprilMs + 2 * dayMs;
const asked = { ...common, nowMs, quantities: ['download', 'ipv6'] } as const;
const rates = { ...common, nowMs, quantities: ['download'] } as const;
const twoMonths = { ...common, fromMs: februaryMs, untilMs: aprilMs };
let path: string;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-prepare-'));
  await copyFreshWarehouse(path);
});
afterEach(() => rmSync(path, { recursive: true }));

/** Of 24 devices each measures on its own day of both months; province, operator, technology and kind of point differ among them. */
const measured = [februaryMs, marchMs].flatMap((monthMs, month) =>
  Array.from({ length: 24 }, (_, d) =>
    row(
      sample(monthMs + d * dayMs, d, {
        client: { kind: 'cli', version: '1', installId: installId(d) },
        provinceCode: d % 2 === 0 ? '01' : '79',
        operator: d % 3 === 0 ? 'viettel' : 'vnpt',
        access: d % 4 < 2 ? { kind: 'mobile', technology: '4g' } : { kind: 'fixed', technology: 'wifi' },
        download: direction(10 + d + month),
        ipv6: { hasAddress: true, reachable: d % 5 === 0 },
        ...(d === 23 && { validity: 'excluded', reasons: ['failed'], countsInStatistics: false }),
      }),
      d % 6 === 5 ? 'abroad' : 'exchange',
    ),
  ),
);

const byMonth = (given: Partial<Selection>): Question => ({
  ...twoMonths,
  quantity: 'download',
  groupBy: 'month',
  ...given,
});
const march = { ...common, fromMs: marchMs, untilMs: aprilMs, quantity: 'download' } as const;
const bothMonths = [
  { month: '2026-02', fromMs: februaryMs, untilMs: marchMs },
  { month: '2026-03', fromMs: marchMs, untilMs: aprilMs },
];
const accesses: readonly Partial<Selection>[] = [{}, { access: 'mobile' }];
const filters: readonly Partial<Selection>[] = [
  {},
  { access: 'mobile' },
  { provinceCode: '01' },
  { operator: 'vnpt', access: 'fixed' },
  { technology: '4g' },
  { networkKind: 'abroad', provinceCode: '79' },
  { provinceCode: '02' },
];
const questions: readonly ((warehouse: Warehouse) => Promise<unknown>)[] = [
  ...filters.map((given) => (warehouse: Warehouse) => warehouse.cells(byMonth(given))),
  (warehouse) => warehouse.cells({ ...march, groupBy: 'province' }),
  (warehouse) => warehouse.cells({ ...march, operator: 'viettel' }),
  (warehouse) => warehouse.cells({ ...march, networkKind: 'abroad' }),
  (warehouse) => warehouse.shares({ ...twoMonths, quantity: 'ipv6', groupBy: 'month', provinceCode: '79' }),
  (warehouse) => warehouse.cells({ ...march, groupBy: 'hour', access: 'mobile' }),
  (warehouse) => warehouse.histograms(march),
  (warehouse) => warehouse.histograms({ ...march, groupBy: 'technology', access: 'fixed' }),
  ...accesses.map(
    (given) => (warehouse: Warehouse) =>
      warehouse.changeSeries({ ...common, ...given, quantity: 'download', scale: 'log', months: bothMonths }),
  ),
  (warehouse) => warehouse.tally(twoMonths),
  (warehouse) => warehouse.tally({ ...twoMonths, provinceCode: '79', access: 'fixed' }),
];

/** Each test makes some dozens of answers. */
const LONG_MS = 240_000;

test(
  'what is prepared is what would have been answered, and is read in place of values',
  async () => {
    const fresh: unknown[] = [];
    {
      await using warehouse = await openWarehouse({ path });
      await warehouse.append(measured);
      for (const ask of questions) fresh.push(await ask(warehouse));
      expect(fresh[0]).toMatchObject([
        { key: '2026-02', networkKind: 'abroad', devices: 3 },
        { key: '2026-02', networkKind: 'exchange', devices: 20 },
        { key: '2026-03', networkKind: 'abroad', devices: 3 },
        { key: '2026-03', networkKind: 'exchange', devices: 20 },
      ]);
      expect(fresh.at(-1)).toEqual({ received: 12, valid: 10, counted: 10, excluded: [{ reason: 'failed', n: 2 }] });
    }
    await sayTo(path, 'TRUNCATE TABLE kept_answers');
    {
      await using warehouse = await openWarehouse({ path });
      // Nothing is made of months without a build, nor of those that are not over.
      expect(await warehouse.prepare(asked)).toBe(0);
      await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0, nowMs });
      expect(await warehouse.prepare({ ...asked, nowMs: marchMs })).toBe(0);
      // Two months of two quantities, by nothing, province, operator and technology, of all, mobile and fixed access; of downloads the hours, two
      // spreads and three means, too; how each access changed to March, and both operators in either.
      expect(await warehouse.prepare(asked)).toBe(2 * (2 * 4 + 6) * 3 + 3 + 2 * 2);
      expect(await warehouse.prepare(asked)).toBe(0);
    }
    // Values changed behind the engine's back show what is read.
    await sayTo(
      path,
      'ALTER TABLE device_weeks UPDATE download = 1000, ipv6 = 0.5 WHERE 1 SETTINGS mutations_sync = 2',
    );
    await sayTo(
      path,
      "ALTER TABLE measurements UPDATE validity = 'valid', download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2",
    );
    await using warehouse = await openWarehouse({ path });
    const prepared: unknown[] = [];
    for (const ask of questions) prepared.push(await ask(warehouse));
    // Values of a build have the 24 bits of Float32.
    expect(rounded(prepared)).toEqual(rounded(fresh));
  },
  LONG_MS,
);

test(
  'what came late or was erased is told at once, and its month alone prepared again',
  async () => {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append(measured);
    await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0, nowMs });
    expect(await warehouse.prepare({ ...rates, budgetMs: 0 })).toBe(1);
    expect(await warehouse.prepare(rates)).toBe(2 * (4 + 6) * 3 - 1 + 3 + 2 * 2);
    const devices = async () =>
      (await warehouse.cells(byMonth({ provinceCode: '79' }))).map((cell) => [
        cell.key,
        cell.networkKind,
        cell.devices,
      ]);
    const before = [
      ['2026-02', 'abroad', 3],
      ['2026-02', 'exchange', 8],
      ['2026-03', 'abroad', 3],
      ['2026-03', 'exchange', 8],
    ];
    expect(await devices()).toEqual(before);
    const late = sample(marchMs + 5 * dayMs + 1, 99, {
      client: { kind: 'cli', version: '1', installId: installId(99) },
      provinceCode: '79',
      download: direction(50),
    });
    await warehouse.append([row(late)]);
    expect(await devices()).toEqual([...before.slice(0, 3), ['2026-03', 'exchange', 9]]);
    expect(await warehouse.prepare(rates)).toBe((4 + 6) * 3 + 3 + 2 * 2);
    expect(await devices()).toEqual([...before.slice(0, 3), ['2026-03', 'exchange', 9]]);
    await warehouse.eraseDevice(installId(99));
    expect(await devices()).toEqual(before);
  },
  LONG_MS,
);

test(
  'of many measurements the spans and days that pages ask of are prepared, the next day in the evening before',
  async () => {
    const eveningMs = Date.parse('2026-04-10T18:30:00+07:00');
    const daily = { ...common, nowMs: eveningMs, quantities: ['download'] } as const;
    const lastDays = (count: number, day: string) => {
      const untilMs = Date.parse(`${day}T24:00:00+07:00`);
      return { ...common, quantity: 'download' as const, fromMs: untilMs - count * dayMs, untilMs };
    };
    const asking: readonly ((warehouse: Warehouse) => Promise<unknown>)[] = [
      (warehouse) => warehouse.cells({ ...lastDays(90, '2026-04-11'), groupBy: 'province' }),
      (warehouse) => warehouse.cells({ ...lastDays(365, '2026-04-11'), operator: 'vnpt', access: 'fixed' }),
      (warehouse) => warehouse.cells({ ...lastDays(365, '2026-04-11'), groupBy: 'access' }),
      (warehouse) => warehouse.cells({ ...twoMonths, quantity: 'download', groupBy: 'technology' }),
      (warehouse) => warehouse.cells({ ...lastDays(365, '2026-04-08'), groupBy: 'day', access: 'mobile' }),
      (warehouse) => warehouse.cells({ ...lastDays(30, '2026-04-11'), groupBy: 'commune', access: 'mobile' }),
      (warehouse) => warehouse.cells({ ...march, groupBy: 'commune', access: 'fixed' }),
      (warehouse) => warehouse.cells({ ...lastDays(365, '2026-04-11'), groupBy: 'province', operator: 'viettel' }),
      (warehouse) =>
        warehouse.cells({ ...lastDays(90, '2026-04-11'), groupBy: 'province', access: 'mobile', technology: '4g' }),
      (warehouse) =>
        warehouse.changeSeries({
          ...{ ...common, access: 'mobile', operator: 'vnpt' },
          ...{ quantity: 'download', scale: 'log', months: bothMonths },
        }),
    ];
    const fresh: unknown[] = [];
    {
      await using warehouse = await openWarehouse({ path }, { longRows: 0 });
      await warehouse.append(measured);
      await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0, nowMs });
      for (const ask of asking) fresh.push(await ask(warehouse));
      expect(fresh[0]).toHaveLength(3);
    }
    await sayTo(path, 'TRUNCATE TABLE kept_answers');
    {
      await using warehouse = await openWarehouse({ path }, { longRows: 0 });
      expect(await warehouse.prepare(daily)).toBeGreaterThan(0);
      expect(await warehouse.prepare(daily)).toBe(0);
    }
    await sayTo(path, 'ALTER TABLE device_weeks UPDATE download = 1000 WHERE 1 SETTINGS mutations_sync = 2');
    await sayTo(path, 'ALTER TABLE measurements UPDATE download_mbps = 1000 WHERE 1 SETTINGS mutations_sync = 2');
    await using warehouse = await openWarehouse({ path }, { longRows: 0 });
    const prepared: unknown[] = [];
    for (const ask of asking) prepared.push(await ask(warehouse));
    expect(rounded(prepared)).toEqual(rounded(fresh));
  },
  LONG_MS,
);

function rounded(answers: unknown): unknown {
  return JSON.parse(JSON.stringify(answers), (_, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );
}
