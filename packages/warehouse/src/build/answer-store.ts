// The table of kept answers: each under its question, its period and what stood in the table then.
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import type { GroupBy, Selection } from '../statistics/question.ts';

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

/** An answer to a question (textOf) of one part, and what stood in the table when it was answered. */
export interface KeptRow {
  readonly question: string;
  readonly part: Part;
  readonly basis: string;
  readonly answer: unknown;
}

/** An answer that cannot be kept now is made again next time. */
export async function keep({ writer }: Connections, made: readonly KeptRow[]): Promise<void> {
  const values = made.map(({ question, part, basis, answer }) => ({
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
