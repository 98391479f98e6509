// What the queries of sums and ranks give of each cell, and what the statistics package makes of it.
import {
  type ClusterSums,
  clusteredMean,
  type Estimate,
  estimateOfMean,
  intervalN,
  type Ranks,
  stretchedMedianRanks,
} from '@i-speed/statistics';
import type { NetworkKind } from './question.ts';

/** Sums that are the same whatever is summed: of devices and of how many values each has. */
const COUNT_NAMES = ['devices', 'values', 'mm', 'mmm'] as const;
const SUM_NAMES = ['sum', 'squares', 'ms', 'ss', 'mms', 'mss', 'sss'] as const;
type CountName = (typeof COUNT_NAMES)[number];
type SumName = (typeof SUM_NAMES)[number];
type Prefix = '' | 'log_' | 'target_';

/** `cell` is the number by which queries know it. Integers may come as text, as 64 bits do not fit a JSON number. */
export type SumsHead = {
  readonly cell: string;
  readonly key: string;
  readonly kind: NetworkKind | '';
  readonly n: number | string;
} & Readonly<Record<CountName | SumName, number | string>>;

export type SumsRow = SumsHead & Readonly<Partial<Record<`${'log_' | 'target_'}${SumName}`, number | string>>>;

/** Values of a cell at some ranks, in the order of these. */
export interface RanksRow {
  readonly cell: string;
  readonly ranks: readonly number[];
  readonly found: readonly number[];
}

/** A cell's values by rank. */
export function spreadOf({ ranks, found }: RanksRow): Map<number, number> {
  return new Map(ranks.flatMap((rank, i) => (found[i] === undefined ? [] : [[rank, found[i]] as const])));
}

/** A figure that every cell has; throws where it is missing, as no answer is better than a hole. */
export function told(figure: number | undefined): number {
  if (figure === undefined) throw new Error('a cell without a figure that every cell has');
  return figure;
}

/** A cell before its quantiles: `ranks` are those of the median's interval, absent where the sample is too small for one. */
export interface Described {
  readonly row: SumsRow;
  readonly mean: Estimate;
  readonly geometricMean: Estimate | undefined;
  readonly effectiveN: number;
  readonly ranks: Ranks | undefined;
}

/** As estimateQuantity in statistics does from values, so here from their sums. */
export function describe(row: SumsRow, isLog: boolean): Described {
  const plain = clusteredMean(sumsOf(row, ''));
  const spread = isLog ? clusteredMean(sumsOf(row, 'log_')) : plain;
  if (plain === undefined || spread === undefined) throw new Error('a cell without values');
  const worth = intervalN(spread.effectiveN, spread.values, spread.independent);
  const ranks = worth === undefined ? undefined : stretchedMedianRanks(spread.values, worth);
  const mean = estimateOfMean(plain, 'linear');
  const geometricMean = isLog ? estimateOfMean(spread, 'log') : undefined;
  return { row, mean, geometricMean, effectiveN: spread.effectiveN, ranks };
}

/** Key and kind of point as every cell tells them. */
export function headOf({ key, kind }: Pick<SumsHead, 'key' | 'kind'>) {
  return { ...(key !== '' && { key }), ...(kind !== '' && { networkKind: kind }) };
}

/** The sums of the values themselves, of their logarithms, or of how many reach the target. */
export function sumsOf(row: SumsRow, prefix: Prefix): ClusterSums {
  const [devices = 0, values = 0, mm = 0, mmm = 0] = COUNT_NAMES.map((name) => Number(row[name]));
  const [sum = 0, squares = 0, ms = 0, ss = 0, mms = 0, mss = 0, sss = 0] = SUM_NAMES.map((name) =>
    told(numberOf(row[`${prefix}${name}`])),
  );
  return { devices, values, sum, squares, mm, ms, ss, mmm, mms, mss, sss };
}

function numberOf(figure: number | string | undefined): number | undefined {
  return figure === undefined ? undefined : Number(figure);
}
