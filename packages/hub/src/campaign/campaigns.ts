// Campaigns: what a province runs, with which units; made, listed, found.
import type { Campaign, CampaignDraft, CampaignFile, Grant, PortalPerson } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { writeAudit } from '../people/audit.ts';
import { demand, demandAnywhere, mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, count, eq, inArray, isNull, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { type CampaignRow, campaigns, campaignUnits, units } from '../store/portal-schema.ts';
import { campaignFiles } from '../store/work-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { linkCodeOf } from './campaign-link.ts';
import { standsOn } from './standing.ts';
import { monthsOf } from './window.ts';

const CHUNK = 5_000;

/** Makes a campaign; without a list it has every unit of its province or of the country. Throws ProblemError `forbidden`, `invalid`. */
export async function createCampaign(desk: UnitDesk, person: PortalPerson, draft: CampaignDraft): Promise<Campaign> {
  const { unitCodes, ...fields } = draft;
  demand(person.grants, 'campaign.write', { provinceCode: draft.provinceCode });
  const inProvince = draft.provinceCode === undefined ? undefined : eq(units.provinceCode, draft.provinceCode);
  const all = await desk.database.select({ code: units.code }).from(units).where(inProvince);
  const known = new Set(all.map(({ code }) => code));
  const unknown = (unitCodes ?? []).filter((code) => !known.has(code));
  if (unknown.length > 0) {
    const faults = unknown.map((code) => ({
      path: 'unitCodes',
      message: `there is no unit ${code} here`,
      kind: 'unknown' as const,
      given: code,
    }));
    throw new ProblemError('invalid', 'some units are not there', { faults });
  }
  const chosen = [...new Set(unitCodes ?? known)];
  const id = `${draft.provinceCode ?? 'vn'}-${draft.startsOn}-${crypto.randomUUID().slice(0, 8)}`;
  const createdAt = new Date(desk.clock());
  await desk.database.transaction(async (transaction) => {
    await transaction.insert(campaigns).values({ id, ...fields, createdAt });
    await enlist(transaction, id, chosen);
    const scope = { provinceCode: draft.provinceCode };
    await writeAudit(transaction, { at: createdAt, person: person.email, verb: 'campaign.create', subject: id, scope });
  });
  return campaignOf(desk, id);
}

/** Takes in the units of the campaign's scope that came after it was opened; gives how many. Throws ProblemError `forbidden`, `not-found`. */
export async function enlistNew(desk: UnitDesk, person: PortalPerson, id: string): Promise<number> {
  const { provinceCode } = await campaignOf(desk, id);
  const scope = { provinceCode };
  demand(person.grants, 'campaign.write', scope);
  const inScope = provinceCode === undefined ? undefined : eq(units.provinceCode, provinceCode);
  return desk.database.transaction(async (transaction) => {
    const all = await transaction.select({ code: units.code }).from(units).where(inScope);
    const added = await enlist(
      transaction,
      id,
      all.map(({ code }) => code),
    );
    const at = new Date(desk.clock());
    if (added > 0)
      await writeAudit(transaction, {
        at,
        person: person.email,
        verb: 'campaign.enlist',
        subject: `${id}/${added}`,
        scope,
      });
    return added;
  });
}

/** Number of units that were not in the campaign yet. */
async function enlist(
  database: Pick<Database, 'insert'>,
  campaignId: string,
  codes: readonly string[],
): Promise<number> {
  let added = 0;
  for (let i = 0; i < codes.length; i += CHUNK) {
    const values = codes.slice(i, i + CHUNK).map((unitCode) => ({ campaignId, unitCode }));
    const rows = await database.insert(campaignUnits).values(values).onConflictDoNothing().returning();
    added += rows.length;
  }
  return added;
}

/** Those the person may see, the latest start first. */
export async function listCampaigns(desk: UnitDesk, grants: readonly Grant[]): Promise<Campaign[]> {
  demandAnywhere(grants, 'campaign.read');
  const rows = await desk.database.select().from(campaigns).orderBy(sql`${campaigns.startsOn} DESC`, asc(campaigns.id));
  const sizes = await sizesOf(desk);
  const own = await ownCampaigns(desk, grants);
  const letters = await lettersOf(desk);
  return rows
    .filter(({ id, provinceCode }) => own.has(id) || mayDo(grants, 'campaign.read', scopeOf(provinceCode)))
    .map((row) => toCampaign(desk, row, sizes.get(row.id) ?? 0, letters.get(row.id)));
}

/** Throws ProblemError `not-found`. */
export async function campaignOf(desk: UnitDesk, id: string): Promise<Campaign> {
  const [row] = await desk.database.select().from(campaigns).where(eq(campaigns.id, id));
  if (row === undefined) throw new ProblemError('not-found', `there is no campaign ${id}`);
  return toCampaign(desk, row, (await sizesOf(desk, id)).get(id) ?? 0, (await lettersOf(desk, id)).get(id));
}

/** Ids of campaigns in which a unit of the person's grants takes part. */
async function ownCampaigns({ database }: UnitDesk, grants: readonly Grant[]): Promise<Set<string>> {
  const codes = grants.flatMap(({ unitCode }) => (unitCode === undefined ? [] : [unitCode]));
  if (codes.length === 0) return new Set();
  const rows = await database.select().from(campaignUnits).where(inArray(campaignUnits.unitCode, codes));
  return new Set(rows.map(({ campaignId }) => campaignId));
}

async function sizesOf({ database, clock, timeZone }: UnitDesk, id?: string): Promise<Map<string, number>> {
  const rows = await database
    .select({ id: campaignUnits.campaignId, units: count() })
    .from(campaignUnits)
    .innerJoin(units, eq(units.code, campaignUnits.unitCode))
    .where(and(id === undefined ? undefined : eq(campaignUnits.campaignId, id), standsOn(dayOf(clock(), timeZone))))
    .groupBy(campaignUnits.campaignId);
  return new Map(rows.map((row) => [row.id, row.units]));
}

/** The issuing letters that are kept as files, by campaign. */
async function lettersOf({ database }: UnitDesk, id?: string): Promise<Map<string, CampaignFile>> {
  const rows = await database
    .select({
      campaignId: campaignFiles.campaignId,
      id: campaignFiles.id,
      name: campaignFiles.name,
      mediaType: campaignFiles.mediaType,
      sizeBytes: campaignFiles.sizeBytes,
    })
    .from(campaignFiles)
    .where(and(isNull(campaignFiles.unitCode), id === undefined ? undefined : eq(campaignFiles.campaignId, id)));
  return new Map(rows.map(({ campaignId, ...file }) => [campaignId, file]));
}

function scopeOf(provinceCode: string | null) {
  return { provinceCode: provinceCode ?? undefined };
}

function toCampaign(
  { clock, timeZone }: UnitDesk,
  row: CampaignRow,
  size: number,
  letterFile?: CampaignFile,
): Campaign {
  const { createdAt: _, provinceCode, letterNumber, letterDate, message, ...rest } = row;
  return present({
    ...rest,
    code: linkCodeOf(row.id),
    provinceCode: provinceCode ?? undefined,
    letterNumber: letterNumber ?? undefined,
    letterDate: letterDate ?? undefined,
    message: message ?? undefined,
    letterFile,
    units: size,
    ...monthsOf(row, clock(), timeZone),
  });
}
