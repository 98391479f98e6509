// What those do who handle people's reports: answer, pass on, close; each step audited.
import type { HeardProblem, HeardSpot, PortalPerson, ProblemStep, SpotProgress } from '@i-speed/spec';
import { writeAudit } from '../people/audit.ts';
import { demand, demandAnywhere } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, eq, ne } from '../store/drizzle.ts';
import { problemReports, whiteSpots } from '../store/voice-schema.ts';
import { toProblem, toSpot } from './list-voices.ts';
import type { VoiceDesk } from './white-spots.ts';

/** Moves a problem on. Throws ProblemError `not-found`, `forbidden`, `conflict` for a closed one, `invalid` for an unknown operator. */
export async function handleProblem(
  desk: VoiceDesk,
  person: PortalPerson,
  number: string,
  { state, answer, operatorId }: ProblemStep,
): Promise<HeardProblem> {
  const [kept] = await desk.database.select().from(problemReports).where(eq(problemReports.number, number));
  checkHandled(person, kept, `there is no report ${number}`);
  if (operatorId !== undefined && desk.reference.operatorById(operatorId) === undefined) {
    const faults = [{ path: 'operatorId', message: `there is no operator ${operatorId}`, kind: 'unknown' as const }];
    throw new ProblemError('invalid', 'the operator is unknown', { faults });
  }
  const stateAt = new Date(desk.clock());
  const values = present({ state, stateAt, answer, operatorId });
  return desk.database.transaction(async (transaction) => {
    const changed = and(eq(problemReports.number, number), ne(problemReports.state, 'closed'));
    const [row] = await transaction.update(problemReports).set(values).where(changed).returning();
    if (row === undefined) throw new ProblemError('conflict', 'the report was closed or taken away just now');
    const entry = { at: stateAt, person: person.email, verb: `problem.${state}`, subject: number };
    await writeAudit(transaction, { ...entry, scope: scopeOf(row) });
    return toProblem(row);
  });
}

/** Moves a white spot on; everyone sees its state. Throws ProblemError `not-found`, `forbidden`, `conflict` for a closed one. */
export async function handleSpot(
  desk: VoiceDesk,
  person: PortalPerson,
  id: string,
  state: SpotProgress,
): Promise<HeardSpot> {
  const [kept] = await desk.database.select().from(whiteSpots).where(eq(whiteSpots.id, id));
  checkHandled(person, kept, `there is no white spot ${id}`);
  const stateAt = new Date(desk.clock());
  return desk.database.transaction(async (transaction) => {
    const changed = and(eq(whiteSpots.id, id), ne(whiteSpots.state, 'closed'));
    const [row] = await transaction.update(whiteSpots).set({ state, stateAt }).where(changed).returning();
    if (row === undefined) throw new ProblemError('conflict', 'the report was closed or taken away just now');
    const entry = { at: stateAt, person: person.email, verb: `white-spot.${state}`, subject: id };
    await writeAudit(transaction, { ...entry, scope: scopeOf(row) });
    return toSpot(row);
  });
}

type Placed = { readonly provinceCode: string | null; readonly operatorId: string | null };

/** Who may handle nothing learns nothing of what there is. */
function checkHandled(
  { grants }: PortalPerson,
  kept: (Placed & { readonly state: string }) | undefined,
  missing: string,
): void {
  demandAnywhere(grants, 'voice.handle');
  if (kept === undefined) throw new ProblemError('not-found', missing);
  demand(grants, 'voice.handle', scopeOf(kept));
  if (kept.state === 'closed') throw new ProblemError('conflict', 'it is closed; nothing more can be done about it');
}

function scopeOf({ provinceCode, operatorId }: Placed) {
  return { provinceCode: provinceCode ?? undefined, operator: operatorId ?? undefined };
}
