// Changes along months, made before anyone asks: those of the country to each month that pages offer.
import type { Connections } from '../open/connect.ts';
import { changeSeries } from '../statistics/change.ts';
import { keptPlaces, textOf } from './answer-store.ts';
import { arrivalsOf, basisOf } from './arrivals.ts';
import { builtMonths } from './built-months.ts';
import { ACCESS, commonOf, NO_PERIOD, type PrepareSettings } from './expected.ts';

/** Changes are made to each of so many last months (those to earlier ones were made when they were the last), so many months back. */
const OFFERED = 12;
const BACK = 36;

/** Makes the changes of downloads to each month, newest first, of which a pair of months is missing or no longer as it was. */
export async function prepareChanges(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const built = (await builtMonths(connections, settings)).slice(0, OFFERED + BACK).reverse();
  const [first, newest] = [built[0], built.at(-1)];
  if (first === undefined || newest === undefined) return 0;
  const span = { timeZone: settings.timeZone, fromMs: first.fromMs, untilMs: newest.untilMs };
  const arrivals = await arrivalsOf(connections, span, 'month');
  const months = built.filter(({ name }) => arrivals.has(name));
  const questions = ACCESS.map((access) => ({
    ...commonOf(settings),
    quantity: 'download' as const,
    ...(access && { access }),
  }));
  const texts = questions.map((question) => textOf('mix-log', { ...question, ...NO_PERIOD }));
  const known = await keptPlaces(connections, texts, span);
  let made = 0;
  for (const [i, last] of [...months.entries()].reverse().slice(0, OFFERED)) {
    const series = months.slice(Math.max(0, i + 1 - BACK), i + 1);
    for (const [q, question] of questions.entries()) {
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
