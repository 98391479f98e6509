// Answers kept beside what they were read from: asked again before anything came to their period, they are looked up.
import { addDays, addMonths, dayOf, dayWindow, monthOf, monthWindow } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import type { GroupBy, Selection } from '../statistics/question.ts';
import { type Arrivals, arrivalsOf, type Division, hasArrivals } from './arrivals.ts';

type Asked = Selection & { readonly quantity?: string; readonly groupBy?: GroupBy };

/** Rises whenever the answer to a kept question would be another for the same measurements. */
const ANSWERS_VERSION = 2;

/** A part of the period that adds nothing to the answers of others, and is kept for itself. */
interface Part {
  /** Key of its cells: the day or the month; '' for a period that is not divided. */
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

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
  const missing = parts.filter((part) => !kept.has(part.name));
  const made: KeptRow[] = [];
  for (const run of runsOf(missing, mostParts(question, division))) {
    const span = { fromMs: run[0]?.fromMs ?? 0, untilMs: run.at(-1)?.untilMs ?? 0 };
    const told = await compute({ ...question, ...span });
    for (const part of run) {
      const answer = division === 'whole' ? told : told.filter((cell) => 'key' in cell && cell.key === part.name);
      kept.set(part.name, answer);
      made.push({ part, basis: bases.get(part.name) ?? '', answer });
    }
  }
  if (made.length > 0) await keep(connections, text, made);
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

/** So many parts are read at once: what is asked of a small area is read in one go, a country month by month. */
function mostParts({ provinceCode, communeCode }: Selection, division: Division): number {
  if (communeCode !== undefined) return Number.POSITIVE_INFINITY;
  if (division === 'day') return 31;
  return provinceCode === undefined ? 1 : 12;
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

function basisOf(arrivals: Arrivals | undefined): string {
  return arrivals === undefined ? '' : `${arrivals.rows} ${arrivals.newestMs}`;
}

/** Everything of the question but its period, in a fixed order. */
function textOf(name: string, { fromMs: _, untilMs: __, ...rest }: Asked): string {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([ANSWERS_VERSION, name, given]);
}

/** Answers of parts on which nothing came since, by part. */
async function lookUp<Cell>(
  connections: Connections,
  question: string,
  { fromMs, untilMs }: Selection,
  parts: readonly Part[],
  bases: ReadonlyMap<string, string>,
): Promise<Map<string, Cell[]>> {
  const rows = await select<{ from: number | string; until: number | string; basis: string; answer: string }>(
    connections,
    {
      sql: `SELECT from_ms AS from, until_ms AS until, basis, answer FROM kept_answers
      WHERE question = {question:String} AND from_ms >= {from:Int64} AND until_ms <= {until:Int64} AND basis IN {bases:Array(String)}`,
      params: { question, from: fromMs, until: untilMs, bases: [...new Set(bases.values())] },
    },
  );
  const byPlace = new Map(rows.map(({ from, until, basis, answer }) => [`${from} ${until} ${basis}`, answer]));
  return new Map(
    parts.flatMap((part) => {
      const answer = byPlace.get(`${part.fromMs} ${part.untilMs} ${bases.get(part.name)}`);
      return answer === undefined ? [] : [[part.name, asCells<Cell>(answer)]];
    }),
  );
}

interface KeptRow {
  readonly part: Part;
  readonly basis: string;
  readonly answer: unknown;
}

/** An answer that cannot be kept now is made again next time. */
async function keep({ writer }: Connections, question: string, made: readonly KeptRow[]): Promise<void> {
  const values = made.map(({ part, basis, answer }) => ({
    question,
    from_ms: part.fromMs,
    until_ms: part.untilMs,
    basis,
    answer: JSON.stringify(answer),
  }));
  await writer.insert({ table: 'kept_answers', values, format: 'JSONEachRow' }).catch(() => undefined);
}

/** Guarantee: the text was written by `keep` from an answer of the same name and version, and nothing else writes the column. */
function asCells<Cell>(text: string): Cell[] {
  return JSON.parse(text) as Cell[];
}
