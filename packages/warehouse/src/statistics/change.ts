// What changed from one period to another: raw and with the mix held fixed, each kind of point apart.
import {
  type Change,
  type Estimate,
  estimateOfMean,
  type MixAdjustedChange,
  type MixSums,
  mixAdjustedChangeOfSums,
  rawChangeOfMeans,
  type Scale,
} from '@i-speed/statistics';
import type { Part } from '../build/answer/answer-store.ts';
import { keptAnswer } from '../build/answer/kept-answers.ts';
import { keptPairs, type PairOfParts, pairName } from '../build/answer/kept-pairs.ts';
import type { Connections } from '../open/connect.ts';
import { type MeanCell, readMeans } from './answer.ts';
import type { PlainQuestion } from './build-comparison.ts';
import { readMixes } from './mix.ts';
import type { NetworkKind } from './question.ts';

/** The question's own period is the later one. */
export interface ChangeQuestion extends PlainQuestion {
  readonly before: { readonly fromMs: number; readonly untilMs: number };
  /** 'linear' compares means, 'log' geometric means. */
  readonly scale: Scale;
}

export interface ChangeCell {
  readonly networkKind?: NetworkKind;
  readonly raw?: Change;
  readonly mixAdjusted?: MixAdjustedChange;
}

/** One entry for each kind of point that has values in either period. Rejects with WarehouseError `unavailable`. */
export async function changes(connections: Connections, question: ChangeQuestion): Promise<ChangeCell[]> {
  const { before, scale, ...after } = question;
  const earlier = { ...after, ...before };
  const [rawBefore, rawAfter, mixes] = await Promise.all([
    readMeans(connections, earlier, scale),
    readMeans(connections, after, scale),
    readMixes(
      connections,
      [
        { ...earlier, period: 'before' },
        { ...after, period: 'after' },
      ],
      [['before', 'after']],
      scale,
    ),
  ]);
  const kinds = [...new Set([...rawBefore, ...rawAfter].map(({ networkKind }) => networkKind))];
  const mix = mixes.get(pairName('before', 'after'));
  return kinds
    .sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
    .map((kind) => ({
      ...(kind !== undefined && { networkKind: kind }),
      ...between(ofKind(rawBefore, kind), ofKind(rawAfter, kind), ofKind(mix ?? [], kind), scale),
    }));
}

/** Calendar months next to each other, in order; the question's own period is theirs. */
export interface ChangeSeriesQuestion extends Omit<PlainQuestion, 'fromMs' | 'untilMs'> {
  readonly months: readonly { readonly month: string; readonly fromMs: number; readonly untilMs: number }[];
  readonly scale: Scale;
}

/** One month and kind of point: what changed from the month before to it, and from it to the last month. */
export interface ChangeStep {
  readonly month: string;
  readonly networkKind?: NetworkKind;
  readonly devices: number;
  /** The month's own mean, geometric on the log scale. */
  readonly level: Estimate;
  readonly sinceBefore?: Omit<ChangeCell, 'networkKind'>;
  readonly untilLast?: Omit<ChangeCell, 'networkKind'>;
}

/**
 * Changes along months. Kept are each month's means and, of each pair of months, the sums over the cells of the mix: what comes to one month makes
 * nothing of the others again. The cells themselves, of which a country has a hundred thousand a month, are not kept. Rejects with
 * WarehouseError `unavailable`.
 */
export async function changeSeries(connections: Connections, question: ChangeSeriesQuestion): Promise<ChangeStep[]> {
  const { months, scale, ...common } = question;
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const whole = { ...common, fromMs: first.fromMs, untilMs: last.untilMs };
  const parts = months.map(({ month, fromMs, untilMs }): Part => ({ name: month, fromMs, untilMs }));
  const pairs = parts.slice(0, -1).flatMap((part, i): PairOfParts[] => {
    const [next, newest] = [parts[i + 1], parts.at(-1)];
    return [...(next ? [[part, next] as const] : []), ...(newest && newest !== next ? [[part, newest] as const] : [])];
  });
  const [levels, mixes] = await Promise.all([
    keptAnswer(connections, `means-${scale}`, { ...whole, groupBy: 'month' as const }, (part) =>
      readMeans(connections, part, scale),
    ),
    keptPairs(connections, `mix-${scale}`, whole, pairs, (missing, runs) =>
      readMixes(
        connections,
        runs.map((run) => ({ ...common, ...run, groupBy: 'month' as const })),
        missing,
        scale,
      ),
    ),
  ]);
  const to = (level: MeanCell, before: string, after: string) =>
    between(
      levels.find(({ key, networkKind }) => key === before && networkKind === level.networkKind),
      levels.find(({ key, networkKind }) => key === after && networkKind === level.networkKind),
      ofKind(mixes.get(pairName(before, after)) ?? [], level.networkKind),
      scale,
    );
  return parts.flatMap(({ name: month }, i) =>
    levels
      .filter(({ key }) => key === month)
      .map((level) => ({
        month,
        ...(level.networkKind && { networkKind: level.networkKind }),
        devices: level.mean.independent,
        level: estimateOfMean(level.mean, scale),
        ...(i > 0 && { sinceBefore: to(level, parts[i - 1]?.name ?? '', month) }),
        ...(month !== last.month && { untilLast: to(level, month, last.month) }),
      })),
  );
}

/** What changed from one period to another for one kind of point. */
function between(
  before: MeanCell | undefined,
  after: MeanCell | undefined,
  mix: MixSums | undefined,
  scale: Scale,
): Omit<ChangeCell, 'networkKind'> {
  const raw = rawChangeOfMeans(before?.mean, after?.mean, scale);
  const adjusted = mix && mixAdjustedChangeOfSums(mix, scale);
  return { ...(raw && { raw }), ...(adjusted && { mixAdjusted: adjusted }) };
}

function ofKind<T extends { readonly networkKind?: NetworkKind }>(
  cells: readonly T[],
  kind: NetworkKind | undefined,
): T | undefined {
  return cells.find(({ networkKind }) => networkKind === kind);
}
