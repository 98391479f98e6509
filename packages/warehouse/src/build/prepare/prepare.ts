// Answers made before anyone asks, in the order in which they are asked most.
import type { Connections } from '../../open/connect.ts';
import { ALL_QUANTITIES, type PrepareSettings } from './expected.ts';
import { prepareChanges } from './prepare-changes.ts';
import { prepareDays } from './prepare-days.ts';
import { prepareMonths } from './prepare-months.ts';
import { prepareNarrow } from './prepare-narrow.ts';
import { prepareSpans } from './prepare-spans.ts';

/** Makes what of its kind is due until `isOver`, and gives how many answers were made. */
type Maker = (connections: Connections, settings: PrepareSettings, isOver: () => boolean) => Promise<number>;

/**
 * Makes and keeps expected answers where they are missing or something came since: of months that are over, of the long spans that pages ask of,
 * of changes along months. Gives how many were made. Answers are made one after another, so that whoever asks meanwhile finds the engine's
 * other sessions free. Rejects with WarehouseError `unavailable`; what was made stays.
 */
export async function prepare(connections: Connections, settings: PrepareSettings): Promise<number> {
  const { budgetMs = Number.POSITIVE_INFINITY, quantities = ALL_QUANTITIES } = settings;
  const endMs = performance.now() + budgetMs;
  const isOver = () => performance.now() > endMs;
  const [first, ...others] = quantities;
  if (first === undefined) return 0;
  const makers: readonly Maker[] = [
    (to, given, over) => prepareMonths(to, { ...given, quantities: [first] }, over),
    prepareChanges,
    (to, given, over) => prepareSpans(to, { ...given, quantities: [first] }, over),
    ...(first === 'download' ? [prepareNarrow] : []),
    (to, given, over) => prepareDays(to, { ...given, quantities: [first] }, over),
    (to, given, over) => prepareMonths(to, { ...given, quantities: others }, over),
    (to, given, over) => prepareSpans(to, { ...given, quantities: others }, over),
    (to, given, over) => prepareDays(to, { ...given, quantities: others }, over),
  ];
  let made = 0;
  for (const make of makers) {
    // One answer at least is made, however short the time.
    if (made > 0 && isOver()) return made;
    made += await make(connections, settings, isOver);
  }
  return made;
}
