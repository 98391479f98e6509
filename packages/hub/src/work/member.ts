// A unit in a campaign, and whose it is: what every step of printed material and other work asks first.
import type { PortalPerson } from '@i-speed/spec';
import { demand, type Right, type Scope } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, eq } from '../store/drizzle.ts';
import { campaigns, campaignUnits, units } from '../store/portal-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';

/** The unit's scope, where the person has the right over it. Throws ProblemError `forbidden`, `not-found` where the unit takes no part. */
export async function demandMember(
  { database }: UnitDesk,
  { grants }: PortalPerson,
  right: Right,
  campaignId: string,
  unitCode: string,
): Promise<Scope & { readonly name: string }> {
  const [row] = await database
    .select({ name: units.name, unitProvince: units.provinceCode, campaignProvince: campaigns.provinceCode })
    .from(campaignUnits)
    .innerJoin(units, eq(units.code, campaignUnits.unitCode))
    .innerJoin(campaigns, eq(campaigns.id, campaignUnits.campaignId))
    .where(and(eq(campaignUnits.campaignId, campaignId), eq(campaignUnits.unitCode, unitCode)));
  const provinceCode = row?.unitProvince ?? row?.campaignProvince ?? undefined;
  demand(grants, right, { unitCode, provinceCode });
  if (row === undefined) throw new ProblemError('not-found', `${unitCode} takes no part in ${campaignId}`);
  return { name: row.name, unitCode, provinceCode };
}
