// Makes answers of one period before anyone asks: those that are neither as the period is now nor were made lately.

import type { Connections } from '../../open/connect.ts';
import { cells } from '../../statistics/answer.ts';
import type { AskedQuantity, GroupBy } from '../../statistics/question.ts';
import { keptPlaces, textOf } from '../answer/answer-store.ts';
import { isLong } from '../answer/older-answers.ts';
import { arrivalsOf, basisOf } from '../count/arrivals.ts';
import type { Unbounded, Window } from './expected.ts';

/** A question of amounts, without its period. */
export type DueQuestion = Unbounded & { readonly quantity: AskedQuantity; readonly groupBy?: GroupBy };

/** Until when, and whether the first answer is made in any case: one at least of every call. */
export interface Budget {
  isOver(): boolean;
  readonly isFirst: boolean;
}

/** Makes the answers to those of the questions that read so much that they are asked ahead; gives how many were made. */
export async function makeDue(
  connections: Connections,
  span: Window,
  asked: readonly DueQuestion[],
  { isOver, isFirst }: Budget,
): Promise<number> {
  const [first] = asked;
  if (first === undefined) return 0;
  const arrivals = (await arrivalsOf(connections, { ...span, timeZone: first.timeZone }, 'whole')).get('');
  const questions = asked
    .map((question) => ({ ...question, ...span }))
    .filter((question) => isLong(connections, 'cells', question, arrivals?.rows ?? 0));
  const texts = questions.map((question) => textOf('cells', question));
  const known = await keptPlaces(connections, texts, span);
  let made = 0;
  for (const [i, question] of questions.entries()) {
    const text = texts[i] ?? '';
    if (known.isLate(text, span) || known.isKept(text, span, basisOf(arrivals))) continue;
    if (!(isFirst && made === 0) && isOver()) return made;
    await cells(connections, question);
    made += 1;
  }
  return made;
}
