// The table of kept answers: each under its question, its period and what stood in the table then.
import type { Connections } from '../../open/connect.ts';
import { select } from '../../read/select.ts';
import type { GroupBy, Selection } from '../../statistics/question.ts';

/** A question as far as keeping needs to know it. */
export type Asked = Selection & { readonly quantity?: string; readonly groupBy?: GroupBy; readonly target?: number };

/** A part of the period that adds nothing to the answers of others, and is kept for itself. */
export interface Part {
  /** Key of its cells: the day or the month; '' for a period that is not divided. */
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Rises whenever the answer to a kept question would be another for the same measurements. */
const ANSWERS_VERSION = 4;

/** Basis of a part; '' where nothing came. */
export function basisAt(bases: ReadonlyMap<string, string>, part: Part): string {
  return bases.get(part.name) ?? '';
}

/** Everything of the question but its period, in a fixed order. */
export function textOf(name: string, { fromMs: _, untilMs: __, ...rest }: Asked): string {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([ANSWERS_VERSION, name, given]);
}

/** Answers of parts on which nothing came since, by part. */
export async function lookUp<Cell>(
  connections: Connections,
  question: string,
  { fromMs, untilMs }: Pick<Selection, 'fromMs' | 'untilMs'>,
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

/** An answer is told again for so long although something came since, where a period is long (older-answers.ts). */
const LATE_HOURS = 36;

/** What was answered of a period in the last LATE_HOURS, the newest, and on what it stands; absent where nothing was. */
export async function lookUpLate<Cell>(
  connections: Connections,
  question: string,
  { fromMs, untilMs }: Pick<Selection, 'fromMs' | 'untilMs'>,
): Promise<{ basis: string; cells: Cell[] } | undefined> {
  const [row] = await select<{ basis: string; answer: string }>(connections, {
    sql: `SELECT basis, answer FROM kept_answers WHERE question = {question:String} AND from_ms = {from:Int64} AND until_ms = {until:Int64}
      AND made_at > now() - toIntervalHour(${LATE_HOURS}) ORDER BY made_at DESC LIMIT 1`,
    params: { question, from: fromMs, until: untilMs },
  });
  return row && { basis: row.basis, cells: asCells<Cell>(row.answer) };
}

/** Where answers to the questions are kept, of periods inside the span. */
export async function keptPlaces(
  connections: Connections,
  questions: readonly string[],
  { fromMs, untilMs }: Pick<Selection, 'fromMs' | 'untilMs'>,
): Promise<KeptPlaces> {
  const rows = await select<{
    question: string;
    from: number | string;
    until: number | string;
    basis: string;
    late: number;
  }>(connections, {
    sql: `SELECT question, from_ms AS from, until_ms AS until, basis, made_at > now() - toIntervalHour(${LATE_HOURS}) AS late FROM kept_answers
        WHERE question IN {questions:Array(String)} AND from_ms >= {from:Int64} AND until_ms <= {until:Int64}`,
    params: { questions, from: fromMs, until: untilMs },
  });
  const places = new Set<string>();
  const late = new Set<string>();
  for (const { question, from, until, basis, late: isLate } of rows) {
    const span = { fromMs: Number(from), untilMs: Number(until) };
    places.add(placeOf(question, span, basis));
    if (isLate) late.add(placeOf(question, span, ''));
  }
  return {
    isKept: (question, span, basis) => places.has(placeOf(question, span, basis)),
    isLate: (question, span) => late.has(placeOf(question, span, '')),
  };
}

/** Which answers are kept. */
export interface KeptPlaces {
  /** Is there one that stands on the basis? */
  isKept(question: string, span: Pick<Selection, 'fromMs' | 'untilMs'>, basis: string): boolean;
  /** Was one made in the last LATE_HOURS, whatever came since? */
  isLate(question: string, span: Pick<Selection, 'fromMs' | 'untilMs'>): boolean;
}

function placeOf(question: string, { fromMs, untilMs }: Pick<Selection, 'fromMs' | 'untilMs'>, basis: string): string {
  return `${fromMs} ${untilMs} ${basis} ${question}`;
}

/** An answer to a question (textOf) of one part, and what stood in the table when it was answered. */
export interface KeptRow {
  readonly question: string;
  readonly part: Part;
  readonly basis: string;
  readonly answer: unknown;
  /** The period moves on with the days, as the last 90 do: tomorrow another is asked. */
  readonly isMoving?: boolean;
}

/** Days for which an answer is kept: LATE_HOURS and a night for one that moves on. */
const KEPT_DAYS = 400;
const MOVING_DAYS = 3;

/** An answer that cannot be kept now is made again next time. */
export async function keep({ writer }: Connections, made: readonly KeptRow[]): Promise<void> {
  const values = made.map(({ question, part, basis, answer, isMoving = false }) => ({
    question,
    from_ms: part.fromMs,
    until_ms: part.untilMs,
    basis,
    answer: JSON.stringify(answer),
    keep_days: isMoving ? MOVING_DAYS : KEPT_DAYS,
  }));
  await writer.insert({ table: 'kept_answers', values, format: 'JSONEachRow' }).catch(() => undefined);
}

/** Guarantee: the text was written by `keep` from an answer of the same name and version, and nothing else writes the column. */
function asCells<Cell>(text: string): Cell[] {
  return JSON.parse(text) as Cell[];
}
