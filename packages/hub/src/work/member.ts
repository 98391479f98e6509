// A unit in a campaign, and whose it is: what every step of printed material and other work asks first.
import type { PortalPerson } from '@i-speed/spec';
import { demand, type Right, type Scope } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, eq } from '../store/drizzle.ts';
import { campaigns, campaignUnits, units } from '../store/portal-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';

/** What says whose a unit's work in a campaign is; of units joined with campaigns. */
export const MEMBER_PLACE = { unitProvince: units.provinceCode, campaignProvince: campaigns.provinceCode };

/** The scope of a unit's work: of the unit's province, or of the campaign's where the unit has none. */
export function memberScope(
  unitCode: string,
  place: { readonly unitProvince: string | null; readonly campaignProvince: string | null } | undefined,
): Scope {
  return { unitCode, provinceCode: place?.unitProvince ?? place?.campaignProvince ?? undefined };
}

/** The unit's scope, where the person has the right over it. Throws ProblemError `forbidden`, `not-found` where the unit takes no part. */
export async function demandMember(
  { database }: UnitDesk,
  { grants }: PortalPerson,
  right: Right,
  campaignId: string,
  unitCode: string,
): Promise<Scope & { readonly name: string }> {
  const [row] = await database
    .select({ name: units.name, ...MEMBER_PLACE })
    .from(campaignUnits)
    .innerJoin(units, eq(units.code, campaignUnits.unitCode))
    .innerJoin(campaigns, eq(campaigns.id, campaignUnits.campaignId))
    .where(and(eq(campaignUnits.campaignId, campaignId), eq(campaignUnits.unitCode, unitCode)));
  const scope = memberScope(unitCode, row);
  demand(grants, right, scope);
  if (row === undefined) throw new ProblemError('not-found', `${unitCode} takes no part in ${campaignId}`);
  return { name: row.name, ...scope };
}
