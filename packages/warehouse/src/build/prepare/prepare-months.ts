// Answers of months that are over, made before anyone asks: what pages and the API ask along years.
import type { Connections } from '../../open/connect.ts';
import { sharing } from '../../statistics/gather.ts';
import { type KeptRow, keep, keptPlaces } from '../answer/answer-store.ts';
import { arrivalsOf, basisOf } from '../count/arrivals.ts';
import { type Plan, planOf } from '../value/plan.ts';
import { builtMonths } from './built-months.ts';
import { commonOf, expected, type PrepareSettings, type Window } from './expected.ts';

/**
 * Makes the expected answers of built months that are over, where they are missing or something came to the month since: the quantity that is asked
 * most for all months, newest first, then the next. What is asked of one quantity and month reads the same values.
 */
export async function prepareMonths(
  connections: Connections,
  settings: PrepareSettings,
  isOver: () => boolean,
): Promise<number> {
  const { timeZone } = settings;
  const months = await builtMonths(connections, settings);
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
    for (const { name: month, fromMs, untilMs } of months) {
      const window = { fromMs, untilMs };
      const told = arrivals.get(month);
      const due = questions.filter(({ text }) => !known.isKept(text, window, basisOf(told)));
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
