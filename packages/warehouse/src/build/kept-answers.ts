// Answers kept beside what they were read from: asked again before anything came to their period, they are looked up.
import { addDays, addMonths, dayOf, dayWindow, monthOf, monthWindow } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import type { Selection } from '../statistics/question.ts';
import { type Asked, basisAt, type KeptRow, keep, lookUp, type Part, textOf } from './answer-store.ts';
import { arrivalsOf, basisOf, type Division, hasArrivals } from './arrivals.ts';
import { isKeyed, largerOf } from './larger-answers.ts';

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
  for (const [part, answer] of await fromLarger<Cell>(connections, name, question, parts, bases, kept)) {
    kept.set(part.name, answer);
    made.push({ question: text, part, basis: basisAt(bases, part), answer });
  }
  const missing = parts.filter((part) => !kept.has(part.name));
  for (const run of runsOf(missing, mostParts(name, question, division))) {
    const span = { fromMs: run[0]?.fromMs ?? 0, untilMs: run.at(-1)?.untilMs ?? 0 };
    const told = await compute({ ...question, ...span });
    for (const part of run) {
      const answer = division === 'whole' ? told : told.filter((cell) => isKeyed(cell, part.name));
      kept.set(part.name, answer);
      made.push({ question: text, part, basis: basisAt(bases, part), answer });
    }
  }
  if (made.length > 0) await keep(connections, made);
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

/**
 * So many parts are read at once: what is asked of a small area, or of one operator in a larger one, is read in one go, and so are counts. A whole country is
 * read month by month, as its devices fill the memory; what one operator, technology or province has of it by the year.
 */
function mostParts(
  name: string,
  { provinceCode, communeCode, operator, technology }: Selection,
  division: Division,
): number {
  const isSmall = communeCode !== undefined || (provinceCode !== undefined && operator !== undefined);
  if (isSmall || name === 'tally') return Number.POSITIVE_INFINITY;
  if (division === 'day') return 31;
  return provinceCode === undefined && operator === undefined && technology === undefined ? 1 : 12;
}

/** Parts next to each other, at most so many together. */
function runsOf(parts: readonly Part[], most: number): Part[][] {
  const runs: Part[][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run !== undefined && run.length < most && run.at(-1)?.untilMs === part.fromMs) run.push(part);
    else runs.push([part]);
  }
  return runs;
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
