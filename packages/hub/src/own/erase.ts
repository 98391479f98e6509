// Erases what the hub holds of one install, to the end: what a stop broke off is gone on with at the next start.
import type { Erased } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { deviceKey } from '@i-speed/warehouse';
import { eq, sql } from '../store/drizzle.ts';
import { unitInstalls, unitOpens } from '../store/portal-schema.ts';
import { dueErasures, erasures, problemReports, whiteSpots } from '../store/voice-schema.ts';
import type { OwnDesk } from './my-data.ts';

/**
 * Erases everything under the pseudonym. What stays is a number on a day; openings counted for a unit stay counted under a key drawn at random.
 * Until it is done the pseudonym is kept as due. Figures already published stay as published.
 */
export async function eraseOwn(desk: OwnDesk, installId: string): Promise<Erased> {
  await desk.database.insert(dueErasures).values({ installId }).onConflictDoNothing();
  return erase(desk, installId);
}

/** Does what is still due, and gives how many installs that were. */
export async function finishErasures(desk: OwnDesk): Promise<number> {
  const due = await desk.database.select().from(dueErasures);
  for (const { installId } of due) await erase(desk, installId);
  return due.length;
}

async function erase({ warehouse, database, clock, country }: OwnDesk, installId: string): Promise<Erased> {
  const measurements = await warehouse.eraseDevice(installId);
  const key = deviceKey(installId).toString();
  return database.transaction(async (transaction) => {
    const spots = await transaction
      .delete(whiteSpots)
      .where(eq(whiteSpots.installId, installId))
      .returning({ id: whiteSpots.id });
    const problems = await transaction
      .delete(problemReports)
      .where(eq(problemReports.installId, installId))
      .returning({ id: problemReports.id });
    const anew = sql`'erased-' || gen_random_uuid()`;
    await transaction.update(unitInstalls).set({ deviceKey: anew }).where(eq(unitInstalls.deviceKey, key));
    await transaction.update(unitOpens).set({ deviceKey: anew }).where(eq(unitOpens.deviceKey, key));
    const erased = { measurements, whiteSpots: spots.length, problemReports: problems.length };
    const due = await transaction.delete(dueErasures).where(eq(dueErasures.installId, installId)).returning();
    // Another hub that goes on with the same one has counted it.
    if (due.length === 0) return erased;
    await transaction
      .insert(erasures)
      .values({ day: dayOf(clock(), country.timeZone), installs: 1, ...erased })
      .onConflictDoUpdate({
        target: erasures.day,
        set: {
          installs: sql`${erasures.installs} + 1`,
          measurements: sql`${erasures.measurements} + ${erased.measurements}`,
          whiteSpots: sql`${erasures.whiteSpots} + ${erased.whiteSpots}`,
          problemReports: sql`${erasures.problemReports} + ${erased.problemReports}`,
        },
      });
    return erased;
  });
}
