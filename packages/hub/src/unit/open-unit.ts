// What a unit's link brings: the install becomes the unit's, and each opening is counted; both until the person says otherwise.
import { dayOf } from '@i-speed/statistics';
import { deviceKey } from '@i-speed/warehouse';
import { ProblemError } from '../problem.ts';
import { eq, notInArray, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { unitInstalls, unitOpens, units } from '../store/portal-schema.ts';
import { successionOn } from './succession.ts';

export interface UnitDesk {
  readonly database: Database;
  readonly clock: () => number;
  readonly timeZone: string;
}

/** Counts one opening, of a merged unit's link for its successor; an install that belonged to another unit moves. Throws ProblemError `not-found` for an unknown code. */
export async function openUnit(
  { database, clock, timeZone }: UnitDesk,
  code: string,
  installId: string,
): Promise<void> {
  const [known] = await database.select({ code: units.code }).from(units).where(eq(units.code, code));
  if (known === undefined) throw new ProblemError('not-found', `there is no unit ${code}`);
  const key = deviceKey(installId).toString();
  const since = new Date(clock());
  const day = dayOf(clock(), timeZone);
  const { heirs, codesOf } = await successionOn(database, day);
  const unitCode = heirs.get(code) ?? code;
  await database.transaction(async (transaction) => {
    await transaction
      .insert(unitInstalls)
      .values({ deviceKey: key, unitCode, since })
      .onConflictDoUpdate({
        target: unitInstalls.deviceKey,
        set: { unitCode, since },
        setWhere: notInArray(unitInstalls.unitCode, codesOf([unitCode])),
      });
    await transaction
      .insert(unitOpens)
      .values({ unitCode, day, deviceKey: key })
      .onConflictDoUpdate({
        target: [unitOpens.unitCode, unitOpens.day, unitOpens.deviceKey],
        set: { opens: sql`${unitOpens.opens} + 1` },
      });
  });
}

/** Forgets to which unit an install belongs; what it opened before stays counted, without saying whose it was next. */
export async function forgetUnit({ database }: UnitDesk, installId: string): Promise<void> {
  await database.delete(unitInstalls).where(eq(unitInstalls.deviceKey, deviceKey(installId).toString()));
}
