// Which month is due: the one before this, from its set day on, until it stands; a hub that was off that day makes up for it.
import { addMonths, dayOf, monthOf, monthWindow } from '@i-speed/statistics';
import { sweepAttempts } from '../open-data/sweep-attempts.ts';
import { type PublicationDesk, type Published, publishMonth } from './publish.ts';

/** Publishes the month that is due, and removes what attempts left that died; absent where none is, or nothing was received in it. Rejects as publishMonth does. */
export async function publishDue(desk: PublicationDesk, publishDay: number): Promise<Published | undefined> {
  await sweepAttempts(desk.openDataDir);
  const { timeZone } = desk.reference.country;
  const today = dayOf(desk.clock(), timeZone);
  const month = addMonths(monthOf(desk.clock(), timeZone), -1);
  if (Number(today.slice(8)) < publishDay || (await desk.shelf.get(month)) !== undefined) return undefined;
  const edition = desk.reference.currentEdition;
  const { received } = await desk.warehouse.tally({ ...monthWindow(month, timeZone), timeZone, edition });
  return received === 0 ? undefined : publishMonth(desk, month);
}
