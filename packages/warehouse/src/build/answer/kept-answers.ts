// Answers kept beside what they were read from: asked again before anything came to their period, they are looked up.
import { addDays, addMonths, dayOf, dayWindow, monthOf, monthWindow } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import type { Selection } from '../../statistics/question.ts';
import { arrivalsOf, basisOf, type Division, hasArrivals } from '../count/arrivals.ts';
import { type Asked, basisAt, type KeptRow, keep, lookUp, type Part, textOf } from './answer-store.ts';
import { inLanes } from './lanes.ts';
import { isKeyed, largerOf } from './larger-answers.ts';
import { isLong, olderAnswer } from './older-answers.ts';
import { runsOf } from './runs.ts';

/**
 * The answer to a question, part by part where these add nothing to each other (days of a question by day, months of one by month): from
 * what is kept, and what is not kept by `compute`. What stood in the table is noted before anything is read, so that a measurement
 * that comes meanwhile makes the answer looked up no more.
 */
export async function keptAnswer<Q extends Asked, Cell extends object>(
  connections: Connections,
  name: string,
  question: Q,
  compute: (question: Q) => Promise<Cell[]>,
): Promise<Cell[]> {
  if (!hasArrivals(question)) return compute(question);
  const division: Division = question.groupBy === 'day' || question.groupBy === 'month' ? question.groupBy : 'whole';
  const arrivals = await arrivalsOf(connections, question, division);
  const parts = partsOf(question, division).filter((part) => arrivals.has(part.name));
  const text = textOf(name, question);
  const bases = new Map(parts.map((part) => [part.name, basisOf(arrivals.get(part.name))]));
  const kept = await lookUp<Cell>(connections, text, question, parts, bases);
  const made: KeptRow[] = [];
  const isMoving = division === 'whole' && !isOfMonths(question);
  for (const [part, answer] of await fromLarger<Cell>(connections, name, question, parts, bases, kept)) {
    kept.set(part.name, answer);
    made.push({ question: text, part, basis: basisAt(bases, part), answer, isMoving });
  }
  const missing = parts.filter((part) => !kept.has(part.name));
  const allRows = arrivals.get('')?.rows ?? 0;
  const isOlder = division === 'whole' && missing.length > 0 && isLong(connections, name, question, allRows);
  if (isOlder) {
    const older = await olderAnswer<Cell>(connections, name, question, allRows);
    if (older !== undefined) return older;
  }
  // Counts are read of all parts in one go.
  const rowsOf = ({ name: part }: Part) => (name === 'tally' ? 0 : (arrivals.get(part)?.rows ?? 0));
  await inLanes(runsOf(question, missing, rowsOf), async (run) => {
    const span = { fromMs: run[0]?.fromMs ?? 0, untilMs: run.at(-1)?.untilMs ?? 0 };
    const told = await compute({ ...question, ...span });
    for (const part of run) {
      const answer = division === 'whole' ? told : told.filter((cell) => isKeyed(cell, part.name));
      kept.set(part.name, answer);
      made.push({ question: text, part, basis: basisAt(bases, part), answer, isMoving });
    }
  });
  if (made.length > 0 && !(isOlder && (await isErased(connections, question, allRows)))) await keep(connections, made);
  return parts.flatMap((part) => kept.get(part.name) ?? []);
}

function partsOf(question: Selection, division: Division): Part[] {
  const { fromMs, untilMs, timeZone } = question;
  if (division === 'whole') return [{ name: '', fromMs, untilMs }];
  const isDaily = division === 'day';
  const parts: Part[] = [];
  for (let name = isDaily ? dayOf(fromMs, timeZone) : monthOf(fromMs, timeZone); ; ) {
    const window = isDaily ? dayWindow(name, timeZone) : monthWindow(name, timeZone);
    if (window.fromMs >= untilMs) return parts;
    parts.push({ name, fromMs: Math.max(fromMs, window.fromMs), untilMs: Math.min(untilMs, window.untilMs) });
    name = isDaily ? addDays(name, 1) : addMonths(name, 1);
  }
}

/** Does the period begin and end with a month? */
function isOfMonths({ fromMs, untilMs, timeZone }: Selection): boolean {
  return [fromMs, untilMs].every((atMs) => monthWindow(monthOf(atMs, timeZone), timeZone).fromMs === atMs);
}

/** Are there fewer measurements by now? What was read of them is not to be told later, whatever came since. */
async function isErased(connections: Connections, question: Selection, rows: number): Promise<boolean> {
  return ((await arrivalsOf(connections, question, 'whole')).get('')?.rows ?? 0) < rows;
}

/** Parts that are not kept for themselves, out of larger answers that are. */
async function fromLarger<Cell extends object>(
  connections: Connections,
  name: string,
  question: Asked,
  parts: readonly Part[],
  bases: ReadonlyMap<string, string>,
  kept: ReadonlyMap<string, Cell[]>,
): Promise<[Part, Cell[]][]> {
  const missing = parts.filter((part) => !kept.has(part.name));
  const larger = missing.length === 0 ? undefined : largerOf<Cell>(name, question);
  if (larger === undefined) return [];
  const found = await lookUp<Cell>(connections, textOf(name, larger.question), question, missing, bases);
  return missing.flatMap((part) => {
    const cells = found.get(part.name);
    return cells === undefined ? [] : [[part, larger.pick(cells, part.name)]];
  });
}
