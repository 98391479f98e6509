// Answers a question: sums from ClickHouse, intervals from the statistics package, so that each formula stands once.

import type { ValidityReason } from '@i-speed/spec';
import { type ClusteredMean, clusteredMean, quantileOf, type Scale, shareOfSums } from '@i-speed/statistics';
import { keptAnswer } from '../build/answer/kept-answers.ts';
import { tallyPlanOf } from '../build/count/tallies.ts';
import { isInBuilds, type Plan, planOf, rawPlan } from '../build/value/plan.ts';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { histogramQuery, ranksQuery, shareSumsQuery, sumsQuery, tallyQuery } from './build-query.ts';
import { scaleOf } from './columns.ts';
import { gathering } from './gather.ts';
import type {
  Cell,
  GroupBy,
  HistogramCell,
  NetworkKind,
  Question,
  Selection,
  ShareCell,
  ShareQuestion,
  Tally,
} from './question.ts';
import { describe, headOf, type RanksRow, type SumsHead, type SumsRow, spreadOf, sumsOf, told } from './sums-row.ts';

/** Cells with at least one measurement, in the order of key and kind of point. Rejects with WarehouseError `unavailable`. */
export function cells(connections: Connections, question: Question): Promise<Cell[]> {
  return keptAnswer(connections, 'cells', question, (part) => readCells(connections, part));
}

/** Cells read from builds and measurements by a plan (that of now when absent), whatever is kept. Rejects with WarehouseError `unavailable`. */
export async function readCells(connections: Connections, question: Question, known?: Plan): Promise<Cell[]> {
  const plan = known ?? (await planFor(connections, question));
  return gathering(connections, question, plan, (ready) => cellsBy(connections, question, ready));
}

async function cellsBy(connections: Connections, question: Question, plan: Plan): Promise<Cell[]> {
  const rows = await select<SumsRow>(connections, sumsQuery(question, plan));
  const described = rows.map((row) => describe(row, scaleOf(question.quantity) === 'log'));
  if (described.length === 0) return [];
  const asked = described.map(({ row, ranks }) => ({ cell: row.cell, lowRank: ranks?.lowRank ?? 0 }));
  const found = await select<RanksRow>(connections, ranksQuery(question, plan, asked));
  const spreads = new Map(found.map((row) => [row.cell, spreadOf(row)]));
  return described.map(({ row, mean, geometricMean, effectiveN, ranks }) => {
    const values = Number(row.values);
    const valueAt = (rank: number) => spreads.get(row.cell)?.get(rank);
    const at = (probability: number) => told(quantileOf(values, probability, valueAt));
    const interval = ranks && { low: told(valueAt(ranks.lowRank)), high: told(valueAt(ranks.highRank)) };
    const shareAtTarget = question.target === undefined ? undefined : shareOfSums(sumsOf(row, 'target_'));
    return {
      ...headOf(row),
      n: Number(row.n),
      devices: Number(row.devices),
      values,
      effectiveN,
      mean,
      ...(geometricMean && { geometricMean }),
      median: { value: at(0.5), ...(interval && { interval }) },
      p10: at(0.1),
      p20: at(0.2),
      p80: at(0.8),
      p90: at(0.9),
      ...(shareAtTarget && { shareAtTarget }),
    };
  });
}

/** The mean of one group and kind of point with what its interval needs. */
export interface MeanCell {
  readonly key?: string;
  readonly networkKind?: NetworkKind;
  readonly mean: ClusteredMean;
}

/** Means of the values or of their logarithms, cell by cell, by a plan (that of now when absent). Rejects with WarehouseError `unavailable`. */
export async function readMeans(
  connections: Connections,
  question: Question,
  scale: Scale,
  known?: Plan,
): Promise<MeanCell[]> {
  const plan = known ?? (await planFor(connections, question));
  const rows = await select<SumsRow>(connections, sumsQuery(question, plan));
  return rows.flatMap((row) => {
    const mean = clusteredMean(sumsOf(row, scale === 'log' ? 'log_' : ''));
    return mean === undefined ? [] : [{ ...headOf(row), mean }];
  });
}

/** A share quantity, cell by cell; in the order of key and kind of point. Rejects with WarehouseError `unavailable`. */
export function shares(connections: Connections, question: ShareQuestion): Promise<ShareCell[]> {
  return keptAnswer(connections, 'shares', question, (part) => readShares(connections, part));
}

/** Cells of a share quantity read from builds and measurements by a plan (that of now when absent), whatever is kept. Rejects with WarehouseError `unavailable`. */
export async function readShares(
  connections: Connections,
  question: ShareQuestion,
  known?: Plan,
): Promise<ShareCell[]> {
  const plan = known ?? (await planFor(connections, question));
  const rows = await select<SumsHead>(connections, shareSumsQuery(question, plan));
  return rows.flatMap((row) => {
    const share = shareOfSums(sumsOf(row, ''));
    if (share === undefined) return [];
    const { devices, values, effectiveN, ...estimate } = share;
    return [{ ...headOf(row), n: Number(row.n), devices, values, effectiveN, share: estimate }];
  });
}

/** How the collapsed values are spread, cell by cell. Rejects with WarehouseError `unavailable`. */
export function histograms(connections: Connections, question: Question): Promise<HistogramCell[]> {
  return keptAnswer(connections, 'histograms', question, (part) => readHistograms(connections, part));
}

/** The same read by a plan (that of now when absent), whatever is kept. Rejects with WarehouseError `unavailable`. */
export async function readHistograms(
  connections: Connections,
  question: Question,
  known?: Plan,
): Promise<HistogramCell[]> {
  const plan = known ?? (await planFor(connections, question));
  const rows = await select<HistogramRow>(connections, histogramQuery(question, plan));
  return rows.map((row) => ({ ...headOf(row), devices: Number(row.devices), counts: row.counts.map(Number) }));
}

/** What became of all measurements of the selection; reasons with the most first. */
export async function tally(connections: Connections, selection: Selection): Promise<Tally> {
  // Asked by month, as months add up and are kept one by one.
  const months = await keptAnswer(connections, 'tally', { ...selection, groupBy: 'month' as const }, (part) =>
    readTallies(connections, part),
  );
  const sum = (figure: 'received' | 'valid' | 'counted') => months.reduce((all, month) => all + month[figure], 0);
  const excluded = new Map<ValidityReason, number>();
  for (const { reason, n } of months.flatMap((month) => month.excluded))
    excluded.set(reason, (excluded.get(reason) ?? 0) + n);
  return {
    received: sum('received'),
    valid: sum('valid'),
    counted: sum('counted'),
    excluded: [...excluded]
      .map(([reason, n]) => ({ reason, n }))
      .sort((a, b) => b.n - a.n || a.reason.localeCompare(b.reason)),
  };
}

/** What became of the measurements of each group; one without a measurement has no entry. Rejects with WarehouseError `unavailable`. */
export async function readTallies(
  connections: Connections,
  question: Selection & { readonly groupBy?: GroupBy },
): Promise<(Tally & { readonly key?: string })[]> {
  const rows = await select<TallyRow>(connections, tallyQuery(question, await tallyPlanOf(connections, question)));
  return rows.map(({ key, received, valid, counted, reasons, counts }) => ({
    ...(key !== '' && { key }),
    received: Number(received),
    valid: Number(valid),
    counted: Number(counted),
    excluded: reasons.map((reason, i) => ({ reason, n: Number(counts[i]) })),
  }));
}

function planFor(connections: Connections, question: Question | ShareQuestion): Promise<Plan> {
  return isInBuilds(question.groupBy) ? planOf(connections, question) : Promise.resolve(rawPlan(question));
}

interface TallyRow {
  readonly key: string;
  readonly received: number | string;
  readonly valid: number | string;
  readonly counted: number | string;
  readonly reasons: readonly ValidityReason[];
  readonly counts: readonly (number | string)[];
}

interface HistogramRow {
  readonly key: string;
  readonly kind: NetworkKind | '';
  readonly devices: number | string;
  readonly counts: readonly (number | string)[];
}
