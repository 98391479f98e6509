// Answers of the long spans that pages ask of, made once a day before anyone asks: they hold so many measurements that a first question takes seconds.
import { addDays, dayOf, dayWindow, type QuantityId } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { cells } from '../statistics/answer.ts';
import { type GroupBy, isShare } from '../statistics/question.ts';
import { keptPlaces, textOf } from './answer-store.ts';
import { arrivalsOf, basisOf } from './arrivals.ts';
import { builtMonths } from './built-months.ts';
import { ACCESS, commonOf, type PrepareSettings, type Window } from './expected.ts';
import { isLong } from './older-answers.ts';

/** The spans that are one press away, in days to the present one (packages/web: `spans` of the tables, `spanDays` of the map). */
const DAYS = [90, 365];
/** A day's spans are made before it begins, in the evening: while it lasts they are looked up. */
const AHEAD_MS = 6 * 3_600_000;
const MONTHS = 12;
const GROUPS = [undefined, 'province', 'operator', 'technology', 'access'] as const satisfies readonly (
  | GroupBy
  | undefined
)[];

/** Makes what is neither as it is now nor made lately, of all access and of each, by each group. */
export async function prepareSpans(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const { timeZone, nowMs = Date.now(), quantities = [] } = settings;
  const day = dayOf(nowMs + AHEAD_MS, timeZone);
  const { untilMs } = dayWindow(day, timeZone);
  const months = await builtMonths(connections, settings);
  const closed = [...new Set([months[MONTHS - 1], months.at(-1)])].flatMap((first) =>
    first && months[0] ? [{ fromMs: first.fromMs, untilMs: months[0].untilMs }] : [],
  );
  const spans = DAYS.map((days) => ({ fromMs: dayWindow(addDays(day, 1 - days), timeZone).fromMs, untilMs }));
  let made = 0;
  const asked: [Window, readonly QuantityId[]][] = [
    ...spans.map((span): [Window, readonly QuantityId[]] => [span, quantities]),
    ...closed.map((span): [Window, readonly QuantityId[]] => [span, quantities.slice(0, 1)]),
  ];
  for (const [span, wanted] of asked) {
    const arrivals = (await arrivalsOf(connections, { ...span, timeZone }, 'whole')).get('');
    const questions = questionsOf(settings, span, wanted).filter((question) =>
      isLong(connections, 'cells', question, arrivals?.rows ?? 0),
    );
    const texts = questions.map((question) => textOf('cells', question));
    const known = await keptPlaces(connections, texts, span);
    for (const [i, question] of questions.entries()) {
      const text = texts[i] ?? '';
      if (known.isLate(text, span) || known.isKept(text, span, basisOf(arrivals))) continue;
      if (made > 0 && isOver()) return made;
      await cells(connections, question);
      made += 1;
    }
  }
  return made;
}

function questionsOf(settings: PrepareSettings, span: Window, quantities: readonly QuantityId[]) {
  return quantities.flatMap((quantity) =>
    isShare(quantity)
      ? []
      : ACCESS.flatMap((access) =>
          GROUPS.map((groupBy) => ({
            ...commonOf(settings),
            ...span,
            quantity,
            ...(access && { access }),
            ...(groupBy && { groupBy }),
          })),
        ),
  );
}
