// Answers of single days, made before anyone asks: by day a year of a large country is read for half a minute, and the default table shows a month of it.
import { addDays, dayOf, dayWindow } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { cells } from '../../statistics/answer.ts';
import { isShare } from '../../statistics/question.ts';
import { keptPlaces, textOf } from '../answer/answer-store.ts';
import { isLong } from '../answer/older-answers.ts';
import { arrivalsOf, basisOf } from '../count/arrivals.ts';
import { ACCESS, commonOf, type PrepareSettings, type Window } from './expected.ts';

const DAYS = 365;
/** So many days have been over until most of their measurements came. */
const OVER_DAYS = 2;
/** So many days are read at a time. */
const AT_ONCE = 10;

/** Makes the last year's days, newest first, that are neither as they are now nor were made lately: of all access and of each. */
export async function prepareDays(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const { timeZone, nowMs = Date.now(), quantities = [] } = settings;
  const last = addDays(dayOf(nowMs, timeZone), -OVER_DAYS);
  const days = Array.from({ length: DAYS }, (_, back) => addDays(last, -back));
  const span = {
    fromMs: dayWindow(days.at(-1) ?? last, timeZone).fromMs,
    untilMs: dayWindow(last, timeZone).untilMs,
  };
  const arrivals = await arrivalsOf(connections, { ...span, timeZone }, 'day');
  const rows = [...arrivals.values()].reduce((sum, one) => sum + one.rows, 0);
  const questions = quantities.flatMap((quantity) =>
    isShare(quantity)
      ? []
      : ACCESS.map((access) => ({
          ...commonOf(settings),
          ...span,
          quantity,
          groupBy: 'day' as const,
          ...(access && { access }),
        })),
  );
  const long = questions.filter((question) => isLong(connections, 'cells', question, rows));
  const texts = long.map((question) => textOf('cells', question));
  const known = await keptPlaces(connections, texts, span);
  let made = 0;
  for (const [i, question] of long.entries()) {
    const text = texts[i] ?? '';
    const due = days.filter((day) => {
      const told = arrivals.get(day);
      const window = dayWindow(day, timeZone);
      return told && !known.isLate(text, window) && !known.isKept(text, window, basisOf(told));
    });
    for (const run of runsOf(due.map((day) => dayWindow(day, timeZone)))) {
      if (made > 0 && isOver()) return made;
      await cells(connections, { ...question, ...run });
      made += 1;
    }
  }
  return made;
}

/** Days next to each other as one, newest first; at most AT_ONCE. */
function runsOf(days: readonly Window[]): Window[] {
  const runs: { fromMs: number; untilMs: number; days: number }[] = [];
  for (const { fromMs, untilMs } of days) {
    const run = runs.at(-1);
    if (run !== undefined && run.fromMs === untilMs && run.days < AT_ONCE) {
      run.fromMs = fromMs;
      run.days += 1;
    } else runs.push({ fromMs, untilMs, days: 1 });
  }
  return runs.map(({ fromMs, untilMs }) => ({ fromMs, untilMs }));
}
