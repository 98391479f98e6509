// After a merger: the officers of the old unit may go on for the successor, once somebody who leads the province hands them over.
import type { Handover, PortalPerson, StandingUnit } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, eq, inArray, ne, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { authUsers, grants } from '../store/people-schema.ts';
import { readUnit } from './list-units.ts';
import { nameUnit } from './name-unit.ts';
import type { UnitDesk } from './open-unit.ts';
import { successionOn } from './succession.ts';

/** Who waits, for whom, and whom they ask; undefined for a unit that stands for itself. */
export async function handoverOf(desk: UnitDesk, unit: StandingUnit): Promise<Handover | undefined> {
  const into = unit.mergedInto && (await nameUnit(desk, unit.code));
  if (into === undefined) return undefined;
  const waiting = await waitingOf(desk.database, unit.code, into.code);
  const managers = await desk.database
    .selectDistinct({ name: authUsers.name, email: authUsers.email })
    .from(grants)
    .innerJoin(authUsers, eq(authUsers.id, grants.userId))
    .where(
      unit.provinceCode === undefined
        ? eq(grants.role, 'national-admin')
        : and(eq(grants.role, 'province-manager'), eq(grants.provinceCode, unit.provinceCode)),
    )
    .orderBy(asc(authUsers.email));
  return { into, waiting: waiting.length, managers };
}

/**
 * Gives the officers of a merged unit the same role for its successor; what they have for the months before stays. Gives how many they were.
 * Throws ProblemError `forbidden`, `not-found`, `conflict` where the unit stands for itself.
 */
export async function handOver(desk: UnitDesk, person: PortalPerson, code: string): Promise<number> {
  const unit = await readUnit(desk, person.grants, code);
  demand(person.grants, 'person.invite', { unitCode: code, provinceCode: unit.provinceCode });
  const into = unit.mergedInto && (await nameUnit(desk, code));
  if (into === undefined) throw new ProblemError('conflict', `${code} stands for itself`);
  return desk.database.transaction(async (transaction) => {
    // Of two who press at once the second waits, and finds nobody waiting.
    await transaction.execute(sql`SELECT code FROM units WHERE code = ${code} FOR UPDATE`);
    const officers = await waitingOf(transaction, code, into.code);
    for (const { userId, email } of officers) {
      await transaction.insert(grants).values({ userId, role: 'unit-officer', unitCode: into.code, fromUnit: code });
      await writeAudit(transaction, {
        at: new Date(desk.clock()),
        person: person.email,
        verb: 'person.hand-over',
        subject: `${email}/${code}/${into.code}`,
        scope: { provinceCode: unit.provinceCode, unitCode: into.code },
      });
    }
    return officers.length;
  });
}

/** Takes back what officers of the unit, and of those that it stands for, got beyond it: for when its own merger was undone. */
export async function takeBack(
  transaction: Pick<Database, 'select' | 'delete'>,
  { clock, timeZone }: UnitDesk,
  code: string,
): Promise<void> {
  const codes = (await successionOn(transaction, dayOf(clock(), timeZone))).codesOf([code]);
  await transaction.delete(grants).where(and(inArray(grants.fromUnit, codes), ne(grants.unitCode, code)));
}

/** Officers of the old unit without a role for the new one. */
async function waitingOf(database: Pick<Database, 'select'>, code: string, heir: string) {
  const held = await database
    .select({ userId: authUsers.id, email: authUsers.email, unitCode: grants.unitCode })
    .from(grants)
    .innerJoin(authUsers, eq(authUsers.id, grants.userId))
    .where(inArray(grants.unitCode, [code, heir]))
    .orderBy(asc(authUsers.email));
  const there = new Set(held.filter(({ unitCode }) => unitCode === heir).map(({ userId }) => userId));
  return held.filter(({ userId, unitCode }) => unitCode === code && !there.has(userId));
}
