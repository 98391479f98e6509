// Results of other work: entered once with evidence, listed for a campaign or a month's window, taken back with a reason.
import type { CampaignFile, Grant, PortalPerson, WorkDraft, WorkResult } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { writeAudit } from '../people/audit.ts';
import { demandAnywhere, mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, desc, eq, sql } from '../store/drizzle.ts';
import { campaigns, units } from '../store/portal-schema.ts';
import { campaignFiles, workResults } from '../store/work-schema.ts';
import type { Days } from '../unit/figures.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { demandMember, MEMBER_PLACE, memberScope } from './member.ts';

/** Keeps a result. Throws ProblemError `forbidden`, `not-found`, `invalid` for a day to come, `conflict` where the same stands already. */
export async function enterResult(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  draft: WorkDraft,
): Promise<WorkResult> {
  const scope = await demandMember(desk, person, 'report.write', campaignId, draft.unitCode);
  if (draft.happenedOn > dayOf(desk.clock(), desk.timeZone)) {
    const faults = [{ path: 'happenedOn', message: 'lies in the future', kind: 'in-future' as const }];
    throw new ProblemError('invalid', 'only what has been done is a result', { faults });
  }
  const file =
    draft.fileId === undefined ? undefined : await evidenceOf(desk, campaignId, draft.unitCode, draft.fileId);
  const at = new Date(desk.clock());
  return desk.database.transaction(async (transaction) => {
    const [row] = await transaction
      .insert(workResults)
      .values({ campaignId, ...draft, person: person.email, at })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) throw new ProblemError('conflict', 'this result was entered before');
    const subject = `${campaignId}/${row.id}`;
    await writeAudit(transaction, { at, person: person.email, verb: 'work.enter', subject, scope });
    return toResult(row, scope.name, file);
  });
}

/** What is shown of a file. */
const FILE = {
  id: campaignFiles.id,
  name: campaignFiles.name,
  mediaType: campaignFiles.mediaType,
  sizeBytes: campaignFiles.sizeBytes,
};

/** The file of the unit in the campaign. Throws ProblemError `invalid` where there is none. */
async function evidenceOf({ database }: UnitDesk, campaignId: string, unitCode: string, id: number) {
  const [file] = await database
    .select(FILE)
    .from(campaignFiles)
    .where(
      and(eq(campaignFiles.id, id), eq(campaignFiles.campaignId, campaignId), eq(campaignFiles.unitCode, unitCode)),
    );
  if (file !== undefined) return file;
  const faults = [{ path: 'fileId', message: `this unit has no file ${id} here` }];
  throw new ProblemError('invalid', 'the evidence is not there', { faults });
}

/** Takes a result back with its file; the audit keeps what it was and why. Throws ProblemError `forbidden`, `not-found`. */
export async function withdrawResult(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  id: number,
  reason: string,
): Promise<void> {
  demandAnywhere(person.grants, 'report.write');
  const which = and(eq(workResults.campaignId, campaignId), eq(workResults.id, id));
  const [row] = await desk.database.select().from(workResults).where(which);
  if (row === undefined) throw new ProblemError('not-found', `there is no result ${id}`);
  const scope = await demandMember(desk, person, 'report.write', campaignId, row.unitCode);
  const at = new Date(desk.clock());
  await desk.database.transaction(async (transaction) => {
    await transaction.delete(workResults).where(which);
    if (row.fileId !== null) await transaction.delete(campaignFiles).where(eq(campaignFiles.id, row.fileId));
    const subject = `${campaignId}/${id}`;
    const detail = { reason, was: toResult(row, scope.name) };
    await writeAudit(transaction, { at, person: person.email, verb: 'work.withdraw', subject, scope, detail });
  });
}

/** Those that the grants let one read, the newest day first; of the days named alone where they are. */
export async function listResults(
  { database }: UnitDesk,
  grants: readonly Grant[],
  campaignId: string,
  days?: Days,
): Promise<WorkResult[]> {
  demandAnywhere(grants, 'report.read');
  const inDays =
    days && sql`${workResults.happenedOn} >= ${days.from}::date AND ${workResults.happenedOn} <= ${days.to}::date`;
  const rows = await database
    .select({ result: workResults, unitName: units.name, ...MEMBER_PLACE, file: FILE })
    .from(workResults)
    .innerJoin(units, eq(units.code, workResults.unitCode))
    .innerJoin(campaigns, eq(campaigns.id, workResults.campaignId))
    .leftJoin(campaignFiles, eq(campaignFiles.id, workResults.fileId))
    .where(and(eq(workResults.campaignId, campaignId), inDays))
    .orderBy(desc(workResults.happenedOn), desc(workResults.id));
  return rows
    .filter(({ result, ...place }) => mayDo(grants, 'report.read', memberScope(result.unitCode, place)))
    .map(({ result, unitName, file }) => toResult(result, unitName, file ?? undefined));
}

function toResult(row: typeof workResults.$inferSelect, unitName: string, file?: CampaignFile): WorkResult {
  const { id, unitCode, kind, happenedOn, quantity, title, person } = row;
  return present({
    id,
    unitCode,
    unitName,
    kind,
    happenedOn,
    quantity,
    title,
    link: row.link ?? undefined,
    evidence: row.evidence ?? undefined,
    file,
    person,
    at: row.at.toISOString(),
  });
}
