// Participation that was not counted: what the rules against abuse set aside of each unit's measurements in a window, with the reason and its score.
import type { SetAside } from '@i-speed/spec';
import { dayWindow } from '@i-speed/statistics';
import type { Days, FigureDesk } from './figures.ts';
import { successionOn } from './succession.ts';

/**
 * As it stands now, by unit code: of the units in `codes`, or of all; none for a unit of which nothing was set aside. What a merged unit brought
 * stands under its successor, as in its figures. Rejects with WarehouseError `unavailable`.
 */
export async function setAsideOf(
  { database, warehouse, timeZone, edition }: FigureDesk,
  { from, to }: Days,
  codes?: readonly string[],
): Promise<ReadonlyMap<string, SetAside[]>> {
  const { heirs, codesOf } = await successionOn(database, to);
  const span = { fromMs: dayWindow(from, timeZone).fromMs, untilMs: dayWindow(to, timeZone).untilMs };
  return warehouse.setAsideByUnit({ ...span, timeZone, edition }, { heirs, ...(codes && { units: codesOf(codes) }) });
}
