// Answers made before anyone asks: of months that are over, what pages and the API ask along years.
import { monthWindow, QUANTITIES, type QuantityId } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { readCells, readShares } from '../statistics/answer.ts';
import { type GroupBy, isShare, type Selection } from '../statistics/question.ts';
import { type KeptRow, keep, textOf } from './answer-store.ts';
import { arrivalsOf, basisOf } from './arrivals.ts';
import { type Plan, planOf } from './plan.ts';

/** What is common to the questions that are expected. */
export interface PrepareSettings extends Pick<Selection, 'timeZone' | 'edition' | 'areas' | 'trigger'> {
  /** All of them when absent. */
  readonly quantities?: readonly QuantityId[];
  /** Now, milliseconds since 1970: months are prepared once they have been over for two days. */
  readonly nowMs?: number;
  /** After so many milliseconds no second answer is begun; the next call goes on. */
  readonly budgetMs?: number;
}

const OVER_MS = 2 * 86_400_000;
/** Groups whose cells are also the answers to questions of one province, operator or technology (larger-answers.ts). */
const GROUPS = [undefined, 'province', 'operator', 'technology'] as const satisfies readonly (GroupBy | undefined)[];
const ALL = QUANTITIES.map(({ id }) => id);
const ACCESS = [undefined, 'mobile', 'fixed'] as const;

/** A question without its period, as it is kept and how it is answered. */
interface Expected {
  readonly text: string;
  read(connections: Connections, window: Window, plan: Plan): Promise<object[]>;
}

/**
 * Makes and keeps the expected answers of built months that are over, where they are missing or something came to the month since: the
 * question that is asked most for all months, newest first, then the next. Gives how many were made. They are made one after
 * another, so that whoever asks meanwhile finds the engine's other sessions free. Rejects with WarehouseError `unavailable`; what was made stays.
 */
export async function prepare(connections: Connections, settings: PrepareSettings): Promise<number> {
  const { timeZone, nowMs = Date.now(), budgetMs = Number.POSITIVE_INFINITY } = settings;
  const endMs = performance.now() + budgetMs;
  const isOver = () => performance.now() > endMs;
  const months = (await builtMonths(connections, timeZone)).filter((one) => one.untilMs + OVER_MS <= nowMs);
  const [newest] = months;
  const span = { timeZone, fromMs: months.at(-1)?.fromMs ?? 0, untilMs: newest?.untilMs ?? 0 };
  if (newest === undefined) return 0;
  const arrivals = await arrivalsOf(connections, span, 'month');
  const questions = expected(settings);
  const texts = questions.map(({ text }) => text);
  const known = await keptPlaces(connections, texts, span);
  const readied = once<number, Ready>();
  let made = 0;
  for (const { text, read } of questions) {
    const due = months.filter(
      (one) => arrivals.has(one.month) && !known.has(placeOf(text, one, basisOf(arrivals.get(one.month)))),
    );
    const rows: KeptRow[] = [];
    for (const { fromMs, untilMs } of due) {
      if (made + rows.length > 0 && isOver()) break;
      const window = { fromMs, untilMs };
      const { basis, plan } = await readied(fromMs, () => ready(connections, settings, window));
      rows.push({ part: { name: '', ...window }, basis, answer: await read(connections, window, plan) });
    }
    if (rows.length > 0) await keep(connections, text, rows);
    made += rows.length;
    if (made > 0 && isOver()) return made;
  }
  return made;
}

/** What all answers of one month have in common. */
interface Ready {
  readonly basis: string;
  readonly plan: Plan;
}

/** Read before the rows, and before those of every answer of the month: what comes meanwhile makes them looked up no more. */
async function ready(connections: Connections, { timeZone, edition }: PrepareSettings, window: Window): Promise<Ready> {
  const basis = basisOf((await arrivalsOf(connections, { ...window, timeZone }, 'whole')).get(''));
  return { basis, plan: await planOf(connections, { ...window, timeZone, edition }) };
}

/** Remembers what was made for each key. */
function once<Key, Made>(): (key: Key, make: () => Promise<Made>) => Promise<Made> {
  const known = new Map<Key, Promise<Made>>();
  return (key, make) => {
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };
}

type Window = Pick<Selection, 'fromMs' | 'untilMs'>;
type Unbounded = Omit<Selection, 'fromMs' | 'untilMs'> & { readonly groupBy?: GroupBy };

/** The expected questions, those that are asked most first. */
function expected({ timeZone, edition, areas, trigger, quantities = ALL }: PrepareSettings): Expected[] {
  const common = { timeZone, edition, ...(areas && { areas }), ...(trigger && { trigger }) };
  const selections = GROUPS.flatMap((groupBy) =>
    ACCESS.map((access) => ({ ...common, ...(access && { access }), ...(groupBy && { groupBy }) })),
  );
  return quantities.flatMap((quantity) => selections.map((selection) => figure(selection, quantity)));
}

/** The text of a kept question is the same whatever its period. */
const NO_PERIOD: Window = { fromMs: 0, untilMs: 0 };

function figure(selection: Unbounded, quantity: QuantityId): Expected {
  if (isShare(quantity)) {
    const question = { ...selection, quantity };
    return {
      text: textOf('shares', { ...question, ...NO_PERIOD }),
      read: (connections, window, plan) => readShares(connections, { ...question, ...window }, plan),
    };
  }
  const question = { ...selection, quantity };
  return {
    text: textOf('cells', { ...question, ...NO_PERIOD }),
    read: (connections, window, plan) => readCells(connections, { ...question, ...window }, plan),
  };
}

/** Months that have a build, newest first. */
async function builtMonths(connections: Connections, timeZone: string): Promise<(Window & { month: string })[]> {
  const rows = await select<{ month: string }>(connections, {
    sql: `SELECT formatDateTime(month, '%Y-%m') AS month FROM builds FINAL WHERE time_zone = {timeZone:String} ORDER BY builds.month DESC`,
    params: { timeZone },
  });
  return rows.map(({ month }) => ({ month, ...monthWindow(month, timeZone) }));
}

/** Where answers to the questions are kept inside the span. */
async function keptPlaces(
  connections: Connections,
  questions: readonly string[],
  { fromMs, untilMs }: Window,
): Promise<Set<string>> {
  const rows = await select<{ question: string; from: number | string; until: number | string; basis: string }>(
    connections,
    {
      sql: `SELECT question, from_ms AS from, until_ms AS until, basis FROM kept_answers
        WHERE question IN {questions:Array(String)} AND from_ms >= {from:Int64} AND until_ms <= {until:Int64}`,
      params: { questions, from: fromMs, until: untilMs },
    },
  );
  return new Set(
    rows.map(({ question, from, until, basis }) =>
      placeOf(question, { fromMs: Number(from), untilMs: Number(until) }, basis),
    ),
  );
}

function placeOf(question: string, { fromMs, untilMs }: Window, basis: string): string {
  return `${fromMs} ${untilMs} ${basis} ${question}`;
}
