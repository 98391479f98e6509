import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  collapse,
  DELAY_BITS,
  estimateQuantity,
  HISTOGRAM_EDGES,
  histogram,
  meanShare,
  type Observation,
  shareAtLeast,
  significant,
  VALUE_BITS,
  valueWeekOf,
} from '@i-speed/statistics';
import { copyFreshWarehouse } from '@i-speed/testbed';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { direction, installId, row, sample } from '../../test/sample.ts';
import { STEPS_PER_DOUBLING, stepsBetween } from '../append/row.ts';
import { openWarehouse, type Warehouse } from '../index.ts';
import type { AskedShare, Question } from './question.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const startMs = Date.parse('2026-03-01T00:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'i-speed-answer-'));
let warehouse: Warehouse;
let serial = 0;

beforeAll(async () => {
  await copyFreshWarehouse(folder);
  warehouse = await openWarehouse({ path: folder });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true });
});

/** The warehouse keeps so many digits of a rate and of a delay; so does the reference here. */
const amount = fc.double({ min: 0.01, max: 2_000, noNaN: true });
const rate = amount.map((value) => significant(value, VALUE_BITS));
const delay = amount.map((value) => significant(value, DELAY_BITS));
/** From nought on; what a column of four bytes holds as nought (1e-162 ms) is nought here as well. */
const jitter = fc.double({ min: 0, max: 50, noNaN: true }).map((value) => significant(Math.fround(value), DELAY_BITS));

const measured = fc.record({
  device: fc.integer({ min: 1, max: 40 }),
  minute: fc.integer({ min: 0, max: 40 * 1440 }),
  commune: fc.constantFrom('00004', '00008', undefined),
  technology: fc.constantFrom('4g', '5g', undefined),
  trigger: fc.constantFrom('manual', 'auto'),
  kind: fc.constantFrom('exchange', 'abroad'),
  rate,
  spread: fc.option(fc.double({ min: 1, max: 3, noNaN: true }), { nil: undefined }),
  idleMs: fc.option(delay, { nil: undefined }),
  answered: fc.option(fc.integer({ min: 0, max: 200 }), { nil: undefined }),
  hasIpv6: fc.option(fc.boolean(), { nil: undefined }),
  fate: fc.constantFrom('counted', 'counted', 'too-soon', 'failed'),
  jitterMs: jitter,
});
type Measured = typeof measured extends fc.Arbitrary<infer T> ? T : never;

function interval({ rate, spread }: Measured) {
  return spread === undefined
    ? undefined
    : {
        low: stepped(rate, -stepsBetween(rate / spread, rate)),
        high: stepped(rate, stepsBetween(rate, rate * spread)),
      };
}

function stepped(rate: number, steps: number): number {
  return Math.fround(rate * 2 ** (steps / STEPS_PER_DOUBLING));
}

function observation(
  one: Measured,
  operator: string,
  value: number,
  ends?: { low: number; high: number },
): Observation & { readonly hour: string; readonly kind: string } {
  return {
    hour: weekless(startMs + one.minute * 60_000).slice(11, 13),
    kind: one.kind,
    device: installId(one.device),
    area: one.commune ?? '',
    operator,
    access: `mobile/${one.technology ?? ''}`,
    stratum: `${one.trigger}/4`,
    week: valueWeekOf(startMs + one.minute * 60_000, timeZone),
    value,
    ...ends,
  };
}

async function keep(all: readonly Measured[], operator: string) {
  const rows = all.map((one) => {
    serial += 1;
    const idle = one.idleMs === undefined ? {} : { medianMs: one.idleMs, minMs: one.idleMs };
    return row(
      sample(startMs + one.minute * 60_000, serial, {
        client: { kind: 'cli', version: '1', installId: installId(one.device) },
        trigger: one.trigger,
        family: 4,
        operator,
        ...(one.commune !== undefined && { provinceCode: '01', communeCode: one.commune }),
        access: { kind: 'mobile', ...(one.technology !== undefined && { technology: one.technology }) },
        download: direction(one.rate, interval(one)),
        ...(one.answered !== undefined && { loss: { sent: 200, received: one.answered } }),
        ...(one.hasIpv6 !== undefined && { ipv6: { hasAddress: one.hasIpv6, reachable: one.hasIpv6 } }),
        ...(one.fate !== 'counted' && { countsInStatistics: false }),
        ...(one.fate === 'failed' && { validity: 'excluded', reasons: ['failed'] }),
        ...(one.idleMs !== undefined && {
          latency: { idle: { medianMs: one.idleMs, minMs: one.idleMs, jitterMs: one.jitterMs, n: 20, ...idle } },
        }),
      }),
      one.kind,
    );
  });
  await warehouse.append(rows);
}

const question = (operator: string, change: Partial<Question>): Question => ({
  quantity: 'download',
  fromMs: startMs,
  untilMs: startMs + 41 * 86_400_000,
  timeZone,
  edition: '2025-07-01',
  operator,
  ...change,
});

function expected(observations: readonly Observation[], scale: 'log' | 'linear') {
  return { n: observations.length, ...estimateQuantity(collapse(observations, scale), scale) };
}

/** Every number equal but for the order in which floating point adds. */
function near(actual: unknown, wanted: unknown): void {
  if (typeof wanted === 'number' && typeof actual === 'number') {
    expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(wanted)));
  } else if (typeof wanted === 'object' && wanted !== null && typeof actual === 'object' && actual !== null) {
    expect(Object.keys(actual).sort()).toEqual(Object.keys(wanted).sort());
    for (const [name, inner] of Object.entries(wanted))
      near(Object.entries(actual).find(([key]) => key === name)?.[1], inner);
  } else expect(actual).toEqual(wanted);
}

test('the SQL gives what the statistics package gives, for each kind of point apart', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(measured, { minLength: 1, maxLength: 120 }), async (drawn) => {
      run += 1;
      const operator = `op-${run}`;
      // A part lies in a build of its month, a part came after it, from devices of which some are in the build too.
      const half = Math.floor(drawn.length / 2);
      await keep(drawn.slice(0, half), operator);
      await warehouse.refresh({ timeZone, leastNew: 1, settleMs: 0 });
      await keep(drawn.slice(half), operator);
      const all = drawn.filter(({ fate }) => fate === 'counted');
      await expectFailures(drawn, operator);
      const rates = await warehouse.cells(question(operator, { target: 40 }));
      const bins = await warehouse.histograms(question(operator, {}));
      for (const kind of ['exchange', 'abroad'] as const) {
        const mine = all.filter((one) => one.kind === kind);
        const cell = rates.find((one) => one.networkKind === kind);
        if (mine.length === 0) {
          expect(cell).toBeUndefined();
          continue;
        }
        const observations = mine.map((one) => observation(one, operator, one.rate, interval(one)));
        const values = collapse(observations, 'log');
        near(cell, {
          networkKind: kind,
          ...expected(observations, 'log'),
          shareAtTarget: shareAtLeast(values, 40),
        });
        const spread = bins.find((one) => one.networkKind === kind);
        expect(spread?.counts).toEqual(
          histogram(
            values.map(({ value }) => value),
            HISTOGRAM_EDGES.download ?? [],
          ),
        );
      }
      await expectShares(all, operator);
      const months = await warehouse.cells(
        question(operator, { quantity: 'jitter', groupBy: 'month', networkKind: 'exchange' }),
      );
      for (const month of ['2026-03', '2026-04']) {
        const mine = all.filter(
          (one) =>
            one.kind === 'exchange' &&
            one.idleMs !== undefined &&
            weekless(startMs + one.minute * 60_000).startsWith(month),
        );
        const cell = months.find(({ key }) => key === month);
        if (mine.length === 0) expect(cell).toBeUndefined();
        else
          near(cell, {
            key: month,
            networkKind: 'exchange',
            ...expected(
              mine.map((one) => observation(one, operator, one.jitterMs)),
              'linear',
            ),
          });
      }
    }),
    { numRuns: 15 },
  );
}, 180_000);

async function expectShares(all: readonly Measured[], operator: string) {
  const answered = all.flatMap((one) =>
    one.answered === undefined ? [] : [observation(one, operator, 1 - one.answered / 200)],
  );
  await expectShare('loss', operator, answered);
  const ipv6 = all.flatMap((one) =>
    one.hasIpv6 === undefined ? [] : [observation(one, operator, one.hasIpv6 ? 1 : 0)],
  );
  await expectShare('ipv6', operator, ipv6);
}

/** Of all valid and all failed ones, whether they count or not. */
async function expectFailures(drawn: readonly Measured[], operator: string) {
  const failures = drawn.map((one) => observation(one, operator, one.fate === 'failed' ? 1 : 0));
  await expectShare('failure', operator, failures);
}

async function expectShare(
  quantity: AskedShare,
  operator: string,
  observations: readonly ReturnType<typeof observation>[],
) {
  const { target: _, ...selection } = question(operator, { access: 'mobile' });
  const cells = await warehouse.shares({ ...selection, quantity, groupBy: 'hour' });
  const groups = Map.groupBy(observations, ({ hour, kind }) => `${hour} ${kind}`);
  expect(cells.map(({ key, networkKind }) => `${key} ${networkKind}`)).toEqual(
    [...groups.keys()].sort((a, b) => a.localeCompare(b)),
  );
  for (const [name, mine] of groups) {
    const cell = cells.find(({ key, networkKind }) => `${key} ${networkKind}` === name);
    const share = meanShare(collapse(mine, 'linear'));
    if (share === undefined) throw new Error('a group without values');
    const { values, devices, effectiveN, ...estimate } = share;
    const [hour, networkKind] = name.split(' ');
    near(cell, { key: hour, networkKind, n: mine.length, devices, values, effectiveN, share: estimate });
  }
}

function weekless(atMs: number): string {
  return new Date(atMs + 7 * 3_600_000).toISOString();
}
