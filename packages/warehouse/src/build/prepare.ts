// Answers made before anyone asks: of months that are over, what pages and the API ask along years.
import { monthWindow, QUANTITIES, type QuantityId } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { readCells, readHistograms, readShares } from '../statistics/answer.ts';
import { sharing } from '../statistics/gather.ts';
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
/** What pages ask of a month's downloads alone: the hours of its days, and how values spread, as a whole and by technology. */
const SPREAD_GROUPS = [undefined, 'technology'] as const satisfies readonly (GroupBy | undefined)[];

/** The questions of one quantity, without their period, as they are kept and how they are answered. */
interface Expected {
  readonly quantity: QuantityId;
  readonly questions: readonly {
    readonly text: string;
    read(connections: Connections, window: Window, plan: Plan): Promise<object[]>;
  }[];
}

/**
 * Makes and keeps the expected answers of built months that are over, where they are missing or something came to the month since: the
 * quantity that is asked most for all months, newest first, then the next. Gives how many were made. What is asked of one quantity and month reads the
 * same values; answers are made one after another, so that whoever asks meanwhile finds the engine's other sessions free. Rejects with
 * WarehouseError `unavailable`; what was made stays.
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
  const all = expected(settings);
  const texts = all.flatMap(({ questions }) => questions.map(({ text }) => text));
  const known = await keptPlaces(connections, texts, span);
  const readied = once<number, Ready>();
  let made = 0;
  for (const { quantity, questions } of all) {
    for (const { month, fromMs, untilMs } of months) {
      const window = { fromMs, untilMs };
      const told = arrivals.get(month);
      const due = questions.filter(({ text }) => !known.has(placeOf(text, window, basisOf(told))));
      if (told === undefined || due.length === 0) continue;
      const { basis, plan } = await readied(fromMs, () => ready(connections, settings, window));
      const rows: KeptRow[] = [];
      await sharing(connections, { ...commonOf(settings), ...window, quantity }, plan, async (shared) => {
        for (const { text, read } of due) {
          if (made + rows.length > 0 && isOver()) return;
          const answer = await read(connections, window, shared);
          rows.push({ question: text, part: { name: '', ...window }, basis, answer });
        }
      });
      await keep(connections, rows);
      made += rows.length;
      if (isOver()) return made;
    }
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

/** The expected questions, those of the quantity that is asked most first. */
function expected({ quantities = ALL, ...settings }: PrepareSettings): Expected[] {
  const bases = ACCESS.map((access) => ({ ...commonOf(settings), ...(access && { access }) }));
  const selections = GROUPS.flatMap((groupBy) => bases.map((one) => ({ ...one, ...(groupBy && { groupBy }) })));
  return quantities.map((quantity) => ({
    quantity,
    questions: [
      ...selections.map((selection) => figure(selection, quantity)),
      ...(quantity === 'download' ? bases.flatMap(ofDownloads) : []),
    ],
  }));
}

function commonOf({ timeZone, edition, areas, trigger }: PrepareSettings): Unbounded {
  return { timeZone, edition, ...(areas && { areas }), ...(trigger && { trigger }) };
}

/** The text of a kept question is the same whatever its period. */
const NO_PERIOD: Window = { fromMs: 0, untilMs: 0 };

function figure(selection: Unbounded, quantity: QuantityId): Expected['questions'][number] {
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

function ofDownloads(selection: Unbounded): Expected['questions'] {
  const download = { ...selection, quantity: 'download' as const };
  const hours = { ...download, groupBy: 'hour' as const };
  return [
    {
      text: textOf('cells', { ...hours, ...NO_PERIOD }),
      // Hours divide the weeks of values: they are read from measurements.
      read: (connections, window) => readCells(connections, { ...hours, ...window }),
    },
    ...SPREAD_GROUPS.map((groupBy): Expected['questions'][number] => {
      const spread = { ...download, ...(groupBy && { groupBy }) };
      return {
        text: textOf('histograms', { ...spread, ...NO_PERIOD }),
        read: (connections, window, plan) => readHistograms(connections, { ...spread, ...window }, plan),
      };
    }),
  ];
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
