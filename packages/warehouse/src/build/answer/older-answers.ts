// Long periods are answered as they stood at most a day and a half ago: what came since would make years anew for a few measurements.
import type { Connections } from '../../open/connect.ts';
import { arrivalsOfBasis } from '../count/arrivals.ts';
import { type Asked, lookUpLate, textOf } from './answer-store.ts';
import { largerOf } from './larger-answers.ts';
import { shareOf } from './runs.ts';

/** Answers that tell as of when they are, and so may be older. */
const NAMES = ['cells', 'shares', 'histograms'];

/** Thousands of communes told apart cost as much as so many times the measurements. */
const COMMUNES = 3;

/** Does an answer to the question read so many measurements that it may be older? `rows` are those of its period, whatever is asked of them. */
export function isLong({ longRows }: Connections, name: string, question: Asked, rows: number): boolean {
  const times = question.groupBy === 'commune' ? COMMUNES : 1;
  return NAMES.includes(name) && question.communeCode === undefined && rows * times * shareOf(question) > longRows;
}

/**
 * What was answered lately to the question, or to a larger one, each cell with the time (milliseconds since 1970) as of which it is; absent where there is no
 * such answer, or where fewer measurements stand in the period than then: something was erased.
 */
export async function olderAnswer<Cell extends object>(
  connections: Connections,
  name: string,
  question: Asked,
  rows: number,
): Promise<Cell[] | undefined> {
  const larger = largerOf<Cell>(name, question);
  const asked = [{ question, pick: (cells: readonly Cell[]) => cells }, ...(larger ? [larger] : [])];
  for (const { question: one, pick } of asked) {
    const found = await lookUpLate<Cell>(connections, textOf(name, one), question);
    if (found === undefined) continue;
    const then = arrivalsOfBasis(found.basis);
    if (then.rows <= rows) return pick(found.cells, '').map((cell) => ({ ...cell, asOfMs: then.newestMs }));
  }
  return undefined;
}
