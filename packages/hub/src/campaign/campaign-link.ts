// A campaign's short link: whoever comes by it chooses the own unit, to which the install then belongs.
import type { CampaignName } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, eq, sql } from '../store/drizzle.ts';
import { campaigns, campaignUnits, units } from '../store/portal-schema.ts';
import { readMany } from '../store/read-many.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { standsOn } from './standing.ts';

const MOST_UNITS = 50;
const VIETNAMESE = new Intl.Collator('vi', { numeric: true });

/** Short enough to be typed from a poster: the part of the id that chance made. */
export function linkCodeOf(id: string): string {
  return id.slice(id.lastIndexOf('-') + 1);
}

/** The campaign with those of its units whose name or code holds `q`. Throws ProblemError `not-found`. */
export async function campaignByLink(
  { database, clock, timeZone }: UnitDesk,
  code: string,
  q: string,
): Promise<CampaignName> {
  const [row] = await database
    .select()
    .from(campaigns)
    .where(eq(sql`split_part(${campaigns.id}, '-', -1)`, code));
  if (row === undefined) throw new ProblemError('not-found', `there is no campaign ${code}`);
  const members = await readMany<Member>(
    database,
    database
      .select({ code: units.code, name: units.name, provinceCode: units.provinceCode })
      .from(campaignUnits)
      .innerJoin(units, eq(units.code, campaignUnits.unitCode))
      .where(and(eq(campaignUnits.campaignId, row.id), standsOn(dayOf(clock(), timeZone))))
      .orderBy(asc(units.code)),
  );
  const wanted = q.toLocaleLowerCase('vi');
  const found = members.filter((one) => one.code.includes(wanted) || one.name.toLocaleLowerCase('vi').includes(wanted));
  return present({
    code,
    name: row.name,
    issuer: row.issuer,
    message: row.message ?? undefined,
    units: found
      .sort((a, b) => VIETNAMESE.compare(a.name, b.name))
      .slice(0, MOST_UNITS)
      .map((one) => present({ code: one.code, name: one.name, provinceCode: one.province_code ?? undefined })),
    found: found.length,
  });
}

/** A row of readMany. */
type Member = { readonly code: string; readonly name: string; readonly province_code: string | null };
