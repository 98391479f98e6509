// Takes all waiting forms whose figures are the system's own at once: only what an officer corrected needs a look of its own.
import type { PortalPerson } from '@i-speed/spec';
import { campaignOf } from '../campaign/campaigns.ts';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { and, eq, sql } from '../store/drizzle.ts';
import { reportEvents, reports } from '../store/portal-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';

/** Gives how many. Throws ProblemError `forbidden`, `not-found`. */
export async function acceptPlain(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  month: string,
): Promise<number> {
  const { provinceCode } = await campaignOf(desk, campaignId);
  const scope = { provinceCode };
  demand(person.grants, 'report.review', scope);
  const plain = and(
    eq(reports.campaignId, campaignId),
    eq(reports.month, month),
    eq(reports.state, 'submitted'),
    sql`jsonb_array_length(${reports.corrections}) = 0`,
  );
  return desk.database.transaction(async (transaction) => {
    const taken = await transaction.update(reports).set({ state: 'accepted' }).where(plain).returning();
    if (taken.length === 0) return 0;
    const entry = { at: new Date(desk.clock()), person: person.email };
    await transaction.insert(reportEvents).values(
      taken.map(({ unitCode, version }) => ({
        campaignId,
        month,
        unitCode,
        version,
        ...entry,
        verb: 'accept',
        detail: {},
      })),
    );
    const subject = `${campaignId}/${month}/${taken.length}`;
    await writeAudit(transaction, { ...entry, verb: 'report.accept-plain', subject, scope });
    return taken.length;
  });
}
