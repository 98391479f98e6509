// Changes along months, made before anyone asks: those of the country to each month that pages offer, and of the largest operators along the last year.
import type { Connections } from '../../open/connect.ts';
import { changeSeries } from '../../statistics/change.ts';
import { keptPlaces, type Part, textOf } from '../answer/answer-store.ts';
import { arrivalsOf, basisOf } from '../count/arrivals.ts';
import { builtMonths } from './built-months.ts';
import { ACCESS, commonOf, NO_PERIOD, type PrepareSettings } from './expected.ts';
import { largest } from './largest.ts';
import type { DueQuestion } from './make-due.ts';

/** Changes are made to each of so many last months (those to earlier ones were made when they were the last), so many months back. */
const OFFERED = 12;
const BACK = 36;
/** The overview of an operator shows a year to the last month. */
const OPERATOR_BACK = 12;

/** Makes the changes of downloads to each month, newest first, of which a pair of months is missing or no longer as it was. */
export async function prepareChanges(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const built = (await builtMonths(connections, settings)).slice(0, OFFERED + BACK).reverse();
  const [first, final] = [built[0], built.at(-1)];
  if (first === undefined || final === undefined) return 0;
  const span = { timeZone: settings.timeZone, fromMs: first.fromMs, untilMs: final.untilMs };
  const arrivals = await arrivalsOf(connections, span, 'month');
  const months = built.filter(({ name }) => arrivals.has(name));
  const country = ACCESS.map((access) => ({
    ...commonOf(settings),
    quantity: 'download' as const,
    ...(access && { access }),
  }));
  const newest = months.slice(-1);
  const operators = await operatorsOf(connections, country.slice(1), newest);
  const asked: readonly Series[] = [
    ...country.map((question) => ({ question, ends: OFFERED, back: BACK })),
    ...operators.map((question) => ({ question, ends: 1, back: OPERATOR_BACK })),
  ];
  const texts = asked.map(({ question }) => textOf('mix-log', { ...question, ...NO_PERIOD }));
  const known = await keptPlaces(connections, texts, span);
  let made = 0;
  for (const [back, last] of months.toReversed().slice(0, OFFERED).entries()) {
    for (const [q, { question, ...wanted }] of asked.entries()) {
      if (back >= wanted.ends) continue;
      const series = months.slice(Math.max(0, months.length - back - wanted.back), months.length - back);
      const isDue = series.slice(0, -1).some(({ name, fromMs }) => {
        const basis = `${basisOf(arrivals.get(name))} ${basisOf(arrivals.get(last.name))}`;
        return !known.isKept(texts[q] ?? '', { fromMs, untilMs: last.untilMs }, basis);
      });
      if (!isDue) continue;
      if (made > 0 && isOver()) return made;
      const named = series.map(({ name, ...window }) => ({ month: name, ...window }));
      await changeSeries(connections, { ...question, scale: 'log', months: named });
      made += 1;
    }
  }
  return made;
}

/** Changes to so many last months, each of so many months back. */
interface Series {
  readonly question: DueQuestion;
  readonly ends: number;
  readonly back: number;
}

/** The questions of the largest operators of the month, each in one kind of access. */
async function operatorsOf(
  connections: Connections,
  questions: readonly DueQuestion[],
  months: readonly Part[],
): Promise<DueQuestion[]> {
  const found: DueQuestion[] = [];
  for (const { fromMs, untilMs } of months)
    for (const question of questions) {
      const operators = await largest(connections, { ...question, fromMs, untilMs, groupBy: 'operator' });
      found.push(...operators.map((operator) => ({ ...question, operator })));
    }
  return found;
}
