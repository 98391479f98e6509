// Files of a campaign in the store: its issuing letter, and the evidence of other work; of few kinds and of a bounded size.
import { type CampaignFile, DAY_MS, type Grant, type PortalPerson } from '@i-speed/spec';
import { listCampaigns } from '../campaign/campaigns.ts';
import { writeAudit } from '../people/audit.ts';
import { demand, demandAnywhere } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, count, eq, isNull, lt, sql } from '../store/drizzle.ts';
import { campaigns, units } from '../store/portal-schema.ts';
import { campaignFiles, workResults } from '../store/work-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { demandMember, MEMBER_PLACE, memberScope } from './member.ts';

/** A page scanned for reading, or a photo, stays well below. */
export const MOST_BYTES = 5 * 1024 * 1024;
/** Of one unit in one campaign. */
const MOST_FILES = 200;
/** What was sent and never named by a result goes when the next one comes. */
const LOOSE_LIFE_MS = DAY_MS;

/** What a file of each kind begins with; its own word about itself is not asked. */
const KINDS = [
  { mediaType: 'application/pdf', start: '%PDF-' },
  { mediaType: 'image/jpeg', start: '\xFF\xD8\xFF' },
  { mediaType: 'image/png', start: '\x89PNG\r\n\x1A\n' },
] as const;

export interface NewFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Keeps evidence of a unit's work, to be named by a result. Throws ProblemError `forbidden`, `not-found`, `too-large`, `invalid`, `conflict`. */
export async function keepEvidence(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  unitCode: string,
  file: NewFile,
): Promise<CampaignFile> {
  const scope = await demandMember(desk, person, 'report.write', campaignId, unitCode);
  const mediaType = kindOf(file.bytes);
  const at = new Date(desk.clock());
  return desk.database.transaction(async (transaction) => {
    const ofUnit = and(eq(campaignFiles.campaignId, campaignId), eq(campaignFiles.unitCode, unitCode));
    const isLoose = sql`NOT EXISTS (SELECT 1 FROM ${workResults} WHERE ${workResults.fileId} = ${campaignFiles.id})`;
    const longAgo = lt(campaignFiles.at, new Date(at.getTime() - LOOSE_LIFE_MS));
    await transaction.delete(campaignFiles).where(and(ofUnit, longAgo, isLoose));
    const [held] = await transaction.select({ n: count() }).from(campaignFiles).where(ofUnit);
    if ((held?.n ?? 0) >= MOST_FILES)
      throw new ProblemError('conflict', `a unit keeps at most ${MOST_FILES} files in a campaign`);
    const [row] = await transaction
      .insert(campaignFiles)
      .values({ campaignId, unitCode, ...rowOf(file), mediaType, person: person.email, at })
      .returning(SHOWN);
    if (row === undefined) throw new Error('a file was written and is not there');
    await writeAudit(transaction, {
      at,
      person: person.email,
      verb: 'file.keep',
      subject: `${campaignId}/${row.id}`,
      scope,
    });
    return toFile(row);
  });
}

/** Keeps the campaign's issuing letter in place of the one before. Throws ProblemError `forbidden`, `not-found`, `too-large`, `invalid`. */
export async function keepLetter(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  file: NewFile,
): Promise<CampaignFile> {
  demandAnywhere(person.grants, 'campaign.write');
  const [campaign] = await desk.database.select().from(campaigns).where(eq(campaigns.id, campaignId));
  if (campaign === undefined) throw new ProblemError('not-found', `there is no campaign ${campaignId}`);
  const scope = { provinceCode: campaign.provinceCode ?? undefined };
  demand(person.grants, 'campaign.write', scope);
  const mediaType = kindOf(file.bytes);
  const at = new Date(desk.clock());
  return desk.database.transaction(async (transaction) => {
    await transaction
      .delete(campaignFiles)
      .where(and(eq(campaignFiles.campaignId, campaignId), isNull(campaignFiles.unitCode)));
    const [row] = await transaction
      .insert(campaignFiles)
      .values({ campaignId, ...rowOf(file), mediaType, person: person.email, at })
      .returning(SHOWN);
    if (row === undefined) throw new Error('a letter was written and is not there');
    await writeAudit(transaction, { at, person: person.email, verb: 'campaign.letter', subject: campaignId, scope });
    return toFile(row);
  });
}

/** A file, for whoever may read the campaign's letter or the unit's results. Throws ProblemError `forbidden`, `not-found`. */
export async function readCampaignFile(
  desk: UnitDesk,
  grants: readonly Grant[],
  campaignId: string,
  id: number,
): Promise<CampaignFile & { readonly bytes: Buffer }> {
  demandAnywhere(grants, 'campaign.read');
  const [row] = await desk.database
    .select({ file: campaignFiles, ...MEMBER_PLACE })
    .from(campaignFiles)
    .innerJoin(campaigns, eq(campaigns.id, campaignFiles.campaignId))
    .leftJoin(units, eq(units.code, campaignFiles.unitCode))
    .where(and(eq(campaignFiles.campaignId, campaignId), eq(campaignFiles.id, id)));
  if (row === undefined) throw new ProblemError('not-found', `there is no file ${id}`);
  const { unitCode, bytes } = row.file;
  if (unitCode !== null) demand(grants, 'report.read', memberScope(unitCode, row));
  else if (!(await listCampaigns(desk, grants)).some((one) => one.id === campaignId))
    throw new ProblemError('forbidden', 'this campaign is not of your scope');
  return { ...toFile(row.file), bytes };
}

const SHOWN = {
  id: campaignFiles.id,
  name: campaignFiles.name,
  mediaType: campaignFiles.mediaType,
  sizeBytes: campaignFiles.sizeBytes,
};

function toFile({ id, name, mediaType, sizeBytes }: CampaignFile): CampaignFile {
  return { id, name, mediaType, sizeBytes };
}

/** The name without a folder or signs that no file's name bears. */
function rowOf({ name, bytes }: NewFile) {
  const plain = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim();
  return { name: plain === '' ? 'tep' : plain.slice(-200), bytes, sizeBytes: bytes.length };
}

/** Throws ProblemError `too-large`, or `invalid` for a kind that is not kept. */
function kindOf(bytes: Buffer): (typeof KINDS)[number]['mediaType'] {
  if (bytes.length > MOST_BYTES) throw new ProblemError('too-large', `a file has at most ${MOST_BYTES} bytes`);
  const head = bytes.subarray(0, 16).toString('latin1');
  const kind = KINDS.find(({ start }) => head.startsWith(start));
  if (kind === undefined) {
    const faults = [{ path: 'file', message: 'is no PDF, JPEG or PNG', kind: 'form' as const }];
    throw new ProblemError('invalid', 'a file is PDF, JPEG or PNG', { faults });
  }
  return kind.mediaType;
}
