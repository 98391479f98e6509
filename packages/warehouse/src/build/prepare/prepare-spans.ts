// Answers of the long spans that pages ask of, made once a day before anyone asks: they hold so many measurements that a first question takes seconds.
import { addDays, dayOf, dayWindow, type QuantityId } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { type GroupBy, isShare } from '../../statistics/question.ts';
import { builtMonths } from './built-months.ts';
import { ACCESS, commonOf, type PrepareSettings, type Window } from './expected.ts';
import { type DueQuestion, makeDue } from './make-due.ts';

/** The spans that are one press away, in days to the present one (packages/web: `spans` of the tables, `spanDays` of the map). */
const DAYS = [30, 90, 365];
/** A day's spans are made before it begins, in the evening: while it lasts they are looked up. */
const AHEAD_MS = 6 * 3_600_000;
const MONTHS = 12;
const GROUPS = [undefined, 'province', 'operator', 'technology', 'access'] as const satisfies readonly (
  | GroupBy
  | undefined
)[];

/** The spans of days that are asked of now. */
export function daySpans({ timeZone, nowMs = Date.now() }: Pick<PrepareSettings, 'timeZone' | 'nowMs'>): Window[] {
  const day = dayOf(nowMs + AHEAD_MS, timeZone);
  const { untilMs } = dayWindow(day, timeZone);
  return DAYS.map((days) => ({ fromMs: dayWindow(addDays(day, 1 - days), timeZone).fromMs, untilMs }));
}

/** Makes what is neither as it is now nor made lately, of all access and of each, by each group. */
export async function prepareSpans(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const { quantities = [] } = settings;
  const months = await builtMonths(connections, settings);
  const closed = [...new Set([months[MONTHS - 1], months.at(-1)])].flatMap((first) =>
    first && months[0] ? [{ fromMs: first.fromMs, untilMs: months[0].untilMs }] : [],
  );
  const asked: [Window, readonly QuantityId[]][] = [
    ...daySpans(settings).map((span): [Window, readonly QuantityId[]] => [span, quantities]),
    ...closed.map((span): [Window, readonly QuantityId[]] => [span, quantities.slice(0, 1)]),
  ];
  let made = 0;
  for (const [span, wanted] of asked) {
    const questions = questionsOf(settings, wanted);
    made += await makeDue(connections, span, questions, { isOver, isFirst: made === 0 });
    if (made > 0 && isOver()) return made;
  }
  return made;
}

function questionsOf(settings: PrepareSettings, quantities: readonly QuantityId[]): DueQuestion[] {
  return quantities.flatMap((quantity) =>
    isShare(quantity)
      ? []
      : ACCESS.flatMap((access) =>
          GROUPS.map((groupBy) => ({
            ...commonOf(settings),
            quantity,
            ...(access && { access }),
            ...(groupBy && { groupBy }),
          })),
        ),
  );
}
