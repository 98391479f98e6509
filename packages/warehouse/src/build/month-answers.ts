// Answers of whole months, kept beside the build that they were read from: asked again, they are looked up.
import { addMonths, monthOf, monthWindow } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import type { GroupBy, Selection } from '../statistics/question.ts';
import { isInBuilds, planOf } from './plan.ts';

type Asked = Selection & { readonly quantity: string; readonly groupBy?: GroupBy };

/** Rises whenever the answer to a kept question would be another for the same build. */
const ANSWERS_VERSION = 1;

/**
 * The answer to a question, month by month where these add nothing to each other (one month, or grouped by month): from what is kept, and
 * what is not kept by `compute`. Months to which measurements were added since their build are computed and not kept.
 */
export async function answerByMonth<Q extends Asked, Cell extends { readonly key?: string }>(
  connections: Connections,
  name: string,
  question: Q,
  compute: (question: Q) => Promise<Cell[]>,
): Promise<Cell[]> {
  const months = monthsOf(question);
  const isSplit = question.groupBy === 'month' || months.length === 1;
  if (!isSplit || !isInBuilds(question.groupBy)) return compute(question);
  const { builds, dirty } = await planOf(connections, question);
  const whole = new Set(months.filter(({ isWhole }) => isWhole).map(({ month }) => month));
  const changed = new Set(dirty.map(({ month }) => month));
  const clean = new Map(
    builds.filter(({ month }) => whole.has(month) && !changed.has(month)).map(({ month, build }) => [month, build]),
  );
  if (clean.size === 0) return compute(question);
  const text = textOf(name, question);
  const kept = await keptAnswers<Cell>(connections, text, clean);
  const answers: Cell[][] = [];
  for (const { month, fromMs, untilMs } of months) {
    const known = kept.get(month);
    const answer = known ?? (await compute({ ...question, fromMs, untilMs }));
    answers.push(answer);
    const build = clean.get(month);
    if (known === undefined && build !== undefined) await keep(connections, { month, build, question: text, answer });
  }
  return answers.flat();
}

/** The months that a period touches, cut to it, in order. */
function monthsOf({ fromMs, untilMs, timeZone }: Selection) {
  const months: { month: string; fromMs: number; untilMs: number; isWhole: boolean }[] = [];
  for (let month = monthOf(fromMs, timeZone); ; month = addMonths(month, 1)) {
    const window = monthWindow(month, timeZone);
    if (window.fromMs >= untilMs) return months;
    const isWhole = window.fromMs >= fromMs && window.untilMs <= untilMs;
    const part = { fromMs: Math.max(fromMs, window.fromMs), untilMs: Math.min(untilMs, window.untilMs) };
    months.push({ month: `${month}-01`, ...part, isWhole });
  }
}

/** Everything of the question but its period, in a fixed order. */
function textOf(name: string, { fromMs: _, untilMs: __, ...rest }: Asked): string {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  given.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([ANSWERS_VERSION, name, given]);
}

async function keptAnswers<Cell>(
  connections: Connections,
  question: string,
  clean: ReadonlyMap<string, string>,
): Promise<Map<string, Cell[]>> {
  const rows = await select<{ month: string; build: string; answer: string }>(connections, {
    sql: `SELECT toString(month) AS month, toString(build) AS build, answer FROM month_answers
      WHERE question = {question:String} AND build IN {builds:Array(UInt64)}`,
    params: { question, builds: [...clean.values()].map(Number) },
  });
  return new Map(
    rows
      .filter(({ month, build }) => clean.get(month) === build)
      .map(({ month, answer }) => [month, asCells<Cell>(answer)]),
  );
}

/** An answer that cannot be kept now is made again next time. */
async function keep(
  { writer }: Connections,
  { answer, ...row }: { month: string; build: string; question: string; answer: unknown },
) {
  const values = [{ ...row, answer: JSON.stringify(answer) }];
  await writer.insert({ table: 'month_answers', values, format: 'JSONEachRow' }).catch(() => undefined);
}

/** Guarantee: the text was written by `keep` from an answer of the same name and version, and nothing else writes the column. */
function asCells<Cell>(text: string): Cell[] {
  return JSON.parse(text) as Cell[];
}
