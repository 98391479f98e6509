// What is told of two months together, kept as long as nothing comes to either.
import type { Connections } from '../../open/connect.ts';
import { arrivalsOf, basisOf, hasArrivals } from '../count/arrivals.ts';
import { type Asked, basisAt, keep, lookUp, type Part, textOf } from './answer-store.ts';
import { runsOf } from './runs.ts';

/** An earlier and a later part of a period. */
export type PairOfParts = readonly [before: Part, after: Part];

/** Under which what is told of two parts stands. */
export function pairName(before: string, after: string): string {
  return `${before} ${after}`;
}

/**
 * The cells of each pair (by pairName) of calendar months in the question's period: from what is kept, and what is not kept by `compute`, which
 * is told the names of those pairs and their months as spans that are read in one go. A pair of which one month has no measurements has no
 * entry. Rejects with WarehouseError `unavailable`.
 */
export async function keptPairs<Cell>(
  connections: Connections,
  name: string,
  question: Asked,
  pairs: readonly PairOfParts[],
  compute: (
    missing: readonly (readonly [string, string])[],
    spans: readonly Pick<Part, 'fromMs' | 'untilMs'>[],
  ) => Promise<Map<string, Cell[]>>,
): Promise<Map<string, Cell[]>> {
  const arrivals = await arrivalsOf(connections, question, 'month');
  const told = pairs.filter((pair) => pair.every((month) => arrivals.has(month.name)));
  const partOf = ([before, after]: PairOfParts): Part => ({
    name: pairName(before.name, after.name),
    fromMs: before.fromMs,
    untilMs: after.untilMs,
  });
  const basis = (pair: PairOfParts) => pair.map((month) => basisOf(arrivals.get(month.name))).join(' ');
  const bases = new Map(told.map((pair) => [partOf(pair).name, basis(pair)]));
  const text = textOf(name, question);
  const isKept = hasArrivals(question);
  const known = isKept
    ? await lookUp<Cell>(connections, text, question, told.map(partOf), bases)
    : new Map<string, Cell[]>();
  const missing = told.filter((pair) => !known.has(partOf(pair).name));
  if (missing.length === 0) return known;
  const months = new Map(missing.flat().map((month) => [month.fromMs, month]));
  const inOrder = [...months.values()].sort((a, b) => a.fromMs - b.fromMs);
  const spans = runsOf(question, inOrder, (month) => arrivals.get(month.name)?.rows ?? 0).map((run) => ({
    fromMs: run[0]?.fromMs ?? 0,
    untilMs: run.at(-1)?.untilMs ?? 0,
  }));
  const names = missing.map(([before, after]) => [before.name, after.name] as const);
  const made = await compute(names, spans);
  const rows = missing.map(partOf).map((part) => ({
    question: text,
    part,
    basis: basisAt(bases, part),
    answer: made.get(part.name) ?? [],
  }));
  if (isKept) await keep(connections, rows);
  return new Map([...known, ...made]);
}
