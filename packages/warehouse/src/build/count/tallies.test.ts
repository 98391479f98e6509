import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '@i-speed/spec';
import { copyFreshWarehouse } from '@i-speed/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../../test/sample.ts';
import { sayTo } from '../../../test/say.ts';
import { openWarehouse, type Selection, type Warehouse } from '../../index.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const edition = '2025-07-01';
const [februaryMs, marchMs, aprilMs] = ['2026-02-01', '2026-03-01', '2026-04-01'].map((day) =>
  Date.parse(`${day}T00:00:00+07:00`),
) as [number, number, number];
const dayMs = 86_400_000;
/** Each test opens the warehouse several times. */
const LONG_MS = 90_000;
const settings = { timeZone, settleMs: 0, nowMs: aprilMs + 2 * dayMs };
const period = { timeZone, edition, areas: 'successors', fromMs: februaryMs, untilMs: aprilMs } as const;
let path: string;

beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'i-speed-tallies-'));
  await copyFreshWarehouse(path);
});
afterEach(() => rmSync(path, { recursive: true }));

const fates: readonly Partial<Measurement>[] = [
  {},
  { validity: 'excluded', reasons: ['failed'], countsInStatistics: false },
  { validity: 'excluded', reasons: ['clock-off', 'scripted-pace'], countsInStatistics: false },
  { countsInStatistics: false },
];

/** One on each of 24 days of both months; all that can be filtered by differs among them. */
const measured = [februaryMs, marchMs].flatMap((monthMs, month) =>
  Array.from({ length: 24 }, (_, d) =>
    row(
      sample(monthMs + d * dayMs, month * 100 + d, {
        client: { kind: 'cli', version: '1', installId: installId(d) },
        trigger: d % 8 < 4 ? 'manual' : 'auto',
        family: d % 2 === 0 ? 4 : 6,
        provinceCode: d % 3 === 0 ? '01' : '79',
        communeCode: '00004',
        operator: d % 5 === 0 ? 'viettel' : 'vnpt',
        access: d % 6 < 3 ? { kind: 'mobile', technology: '4g' } : { kind: 'fixed', technology: 'wifi' },
        download: direction(10 + d),
        ...fates[(d + month) % fates.length],
      }),
      d % 7 === 0 ? 'abroad' : 'exchange',
    ),
  ),
);

const filters: readonly Partial<Selection>[] = [
  {},
  { trigger: 'manual' },
  { provinceCode: '01' },
  { provinceCode: '79', operator: 'viettel', access: 'mobile' },
  { technology: 'wifi', family: 6 },
  { networkKind: 'abroad' },
  { communeCode: '00004' },
  { provinceCode: '02' },
  // Cuts both months, so that what lies at the ends is read from measurements.
  { fromMs: februaryMs + 3 * dayMs, untilMs: marchMs + 20 * dayMs },
  { fromMs: februaryMs - 40 * dayMs, untilMs: marchMs + 20 * dayMs },
];
const told = (warehouse: Warehouse) => Promise.all(filters.map((given) => warehouse.tally({ ...period, ...given })));
const forget = () => sayTo(path, 'TRUNCATE TABLE kept_answers');

test('a month that is over is told from its tally as from its measurements', { timeout: LONG_MS }, async () => {
  let fresh: unknown[];
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append(measured);
    fresh = await told(warehouse);
    expect(fresh[0]).toEqual({
      received: 48,
      valid: 24,
      counted: 12,
      excluded: [
        { reason: 'clock-off', n: 12 },
        { reason: 'failed', n: 12 },
        { reason: 'scripted-pace', n: 12 },
      ],
    });
    await warehouse.refresh(settings);
  }
  await forget();
  {
    await using warehouse = await openWarehouse({ path });
    expect(await told(warehouse)).toEqual(fresh);
  }
  // With the verdicts gone from the measurements only what is read from tallies is the same as before.
  await forget();
  await sayTo(
    path,
    "ALTER TABLE measurements UPDATE validity = 'valid', reasons = [] WHERE 1 SETTINGS mutations_sync = 2",
  );
  await using warehouse = await openWarehouse({ path });
  expect((await told(warehouse)).slice(0, 6)).toEqual(fresh.slice(0, 6));
  expect(await warehouse.tally({ ...period, communeCode: '00004' })).toMatchObject({ received: 48, valid: 48 });
});

test('what comes late, comes twice or is erased is told at once, and once', { timeout: LONG_MS }, async () => {
  await using warehouse = await openWarehouse({ path });
  const counts = async () => {
    const { received, valid } = await warehouse.tally(period);
    return [received, valid];
  };
  await warehouse.append(measured);
  await warehouse.refresh(settings);
  expect(await counts()).toEqual([48, 24]);
  await warehouse.append(measured.slice(0, 24));
  expect(await counts()).toEqual([48, 24]);
  await warehouse.append([row(sample(marchMs + dayMs, 999, { provinceCode: '01' }))]);
  expect(await counts()).toEqual([49, 25]);
  await warehouse.refresh(settings);
  await warehouse.refresh(settings);
  expect(await counts()).toEqual([49, 25]);
  // Device 1 measured once in each month: excluded in the first, and in the second.
  expect(await warehouse.eraseDevice(installId(1))).toBe(2);
  expect(await counts()).toEqual([47, 25]);
  await warehouse.refresh(settings);
  expect(await counts()).toEqual([47, 25]);
});

test('of a tally that died nothing is read, and no more than two of a month are kept', {
  timeout: LONG_MS,
}, async () => {
  {
    await using warehouse = await openWarehouse({ path });
    await warehouse.append(measured);
    await warehouse.refresh(settings);
  }
  // A tally without its row in tallied_months, as one that was killed leaves it.
  await sayTo(path, 'INSERT INTO month_tallies SELECT * REPLACE (tallied + 1 AS tallied) FROM month_tallies');
  await forget();
  {
    await using warehouse = await openWarehouse({ path });
    expect(await warehouse.tally(period)).toMatchObject({ received: 48 });
    for (const serial of [1, 2, 3]) {
      await warehouse.append([row(sample(marchMs + dayMs, 1000 + serial))]);
      await warehouse.refresh(settings);
    }
    expect(await warehouse.tally(period)).toMatchObject({ received: 51 });
  }
  expect(
    await sayTo(path, "SELECT toString(uniqExact(tallied)) AS n FROM month_tallies WHERE month = '2026-03-01'"),
  ).toEqual([{ n: '2' }]);
});
