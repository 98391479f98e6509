// Printed material: a unit asks, the one who leads says yes, sends or refuses, the unit says that it came.
import type { Grant, PortalPerson, PrintDraft, PrintRequest, PrintState, PrintStep } from '@i-speed/spec';
import { writeAudit } from '../people/audit.ts';
import { demandAnywhere, mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, desc, eq } from '../store/drizzle.ts';
import { campaigns, units } from '../store/portal-schema.ts';
import { printRequests } from '../store/work-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { demandMember, MEMBER_PLACE, memberScope } from './member.ts';

/** From which states each step goes. */
const FROM: Readonly<Record<Exclude<PrintState, 'asked'>, readonly PrintState[]>> = {
  approved: ['asked', 'refused'],
  sent: ['asked', 'approved'],
  refused: ['asked', 'approved'],
  received: ['approved', 'sent'],
};

/** Keeps a request. Throws ProblemError `forbidden`, `not-found`. */
export async function askPrint(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  draft: PrintDraft,
): Promise<PrintRequest> {
  const scope = await demandMember(desk, person, 'report.write', campaignId, draft.unitCode);
  const at = new Date(desk.clock());
  const id = await desk.database.transaction(async (transaction) => {
    const values = {
      campaignId,
      ...draft,
      state: 'asked' as const,
      stateAt: at,
      askedAt: at,
      person: person.email,
    };
    const [row] = await transaction.insert(printRequests).values(values).returning({ id: printRequests.id });
    if (row === undefined) throw new Error('a request was written and is not there');
    await writeAudit(transaction, {
      at,
      person: person.email,
      verb: 'print.ask',
      subject: `${campaignId}/${row.id}`,
      scope,
    });
    return row.id;
  });
  return oneOf(desk, campaignId, id);
}

/** A leader's step. Throws ProblemError `forbidden`, `not-found`, `conflict`. */
export async function stepPrint(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  id: number,
  { state, answer }: PrintStep,
): Promise<PrintRequest> {
  return move(desk, person, campaignId, id, 'report.review', state, answer);
}

/** The unit says that it came. Throws ProblemError `forbidden`, `not-found`, `conflict`. */
export async function receivePrint(desk: UnitDesk, person: PortalPerson, campaignId: string, id: number) {
  return move(desk, person, campaignId, id, 'report.write', 'received', undefined);
}

/** Those of a campaign that the grants let one read, the newest first. */
export async function listPrints(
  { database }: UnitDesk,
  grants: readonly Grant[],
  campaignId: string,
): Promise<PrintRequest[]> {
  demandAnywhere(grants, 'report.read');
  const rows = await database
    .select({ request: printRequests, unitName: units.name, ...MEMBER_PLACE })
    .from(printRequests)
    .innerJoin(units, eq(units.code, printRequests.unitCode))
    .innerJoin(campaigns, eq(campaigns.id, printRequests.campaignId))
    .where(eq(printRequests.campaignId, campaignId))
    .orderBy(desc(printRequests.id));
  return rows
    .filter(({ request, ...place }) => mayDo(grants, 'report.read', memberScope(request.unitCode, place)))
    .map(({ request, unitName }) => toRequest(request, unitName));
}

async function move(
  desk: UnitDesk,
  person: PortalPerson,
  campaignId: string,
  id: number,
  right: 'report.review' | 'report.write',
  state: Exclude<PrintState, 'asked'>,
  answer: string | undefined,
): Promise<PrintRequest> {
  demandAnywhere(person.grants, right);
  const kept = await oneOf(desk, campaignId, id);
  const scope = await demandMember(desk, person, right, campaignId, kept.unitCode);
  if (!FROM[state].includes(kept.state))
    throw new ProblemError('conflict', `a request that is ${kept.state} cannot become ${state}`);
  const at = new Date(desk.clock());
  await desk.database.transaction(async (transaction) => {
    const moved = await transaction
      .update(printRequests)
      .set({ state, stateAt: at, ...(answer !== undefined && { answer }) })
      .where(and(eq(printRequests.id, id), eq(printRequests.state, kept.state)))
      .returning({ id: printRequests.id });
    if (moved.length === 0) throw new ProblemError('conflict', 'somebody else was faster; look again');
    await writeAudit(transaction, {
      at,
      person: person.email,
      verb: `print.${state}`,
      subject: `${campaignId}/${id}`,
      scope,
    });
  });
  return oneOf(desk, campaignId, id);
}

async function oneOf({ database }: UnitDesk, campaignId: string, id: number): Promise<PrintRequest> {
  const [row] = await database
    .select({ request: printRequests, unitName: units.name })
    .from(printRequests)
    .innerJoin(units, eq(units.code, printRequests.unitCode))
    .where(and(eq(printRequests.campaignId, campaignId), eq(printRequests.id, id)));
  if (row === undefined) throw new ProblemError('not-found', `there is no request ${id}`);
  return toRequest(row.request, row.unitName);
}

function toRequest(row: typeof printRequests.$inferSelect, unitName: string): PrintRequest {
  const { id, unitCode, kind, quantity, address, state, person } = row;
  return present({
    id,
    unitCode,
    unitName,
    kind,
    quantity,
    address,
    note: row.note ?? undefined,
    state,
    stateAt: row.stateAt.toISOString(),
    askedAt: row.askedAt.toISOString(),
    person,
    answer: row.answer ?? undefined,
  });
}
