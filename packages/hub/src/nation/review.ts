// What the nation does with what provinces hand up: gives it back, takes it, adds all up.
import type { NationConsolidation, NationEvent, NationLine, PortalPerson } from '@i-speed/spec';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, eq } from '../store/drizzle.ts';
import { nationConsolidations, nationReports } from '../store/nation-schema.ts';
import { lineOf, type NationDesk, scopeOf, takenOf, wholeNation } from './board.ts';

type Step = {
  readonly verb: 'return' | 'accept';
  readonly from: readonly NationLine['state'][];
  readonly to: 'returned' | 'accepted';
  readonly reason?: string;
};

/** Which report is meant. */
export interface NationKey {
  readonly month: string;
  readonly sender: string;
}

/** Gives a report back to its province with the reason. */
export async function returnReport(desk: NationDesk, person: PortalPerson, key: NationKey, reason: string) {
  return step(desk, person, key, { verb: 'return', from: ['submitted', 'accepted'], to: 'returned', reason });
}

/** Takes a report as it is. */
export async function acceptReport(desk: NationDesk, person: PortalPerson, key: NationKey) {
  return step(desk, person, key, { verb: 'accept', from: ['submitted'], to: 'accepted' });
}

/** Adds the accepted reports up; the next version. Throws ProblemError `forbidden`, `conflict` where none is accepted. */
export async function consolidateNation(
  desk: NationDesk,
  person: PortalPerson,
  month: string,
): Promise<NationConsolidation> {
  demand(person.grants, 'nation.review', {});
  const { lines, totals, units, consolidation } = await wholeNation(desk, month);
  const taken = takenOf(lines);
  if (taken.length === 0) throw new ProblemError('conflict', 'no report of this month is accepted yet');
  const missing = lines
    .filter((line) => !taken.includes(line))
    .map(({ sender, name, state }) => ({ sender, name, state }));
  const content = { totals, units, senders: taken.length, missing };
  const at = new Date(desk.clock());
  const version = (consolidation?.version ?? 0) + 1;
  const head = { version, person: person.email };
  await desk.database.transaction(async (transaction) => {
    await transaction.insert(nationConsolidations).values({ month, at, ...head, content });
    for (const line of taken.filter(({ state }) => state === 'accepted')) {
      const event: NationEvent = {
        at: at.toISOString(),
        person: person.email,
        verb: 'consolidate',
        version: line.version,
      };
      await move(transaction, { month, sender: line.sender }, line, 'consolidated', event);
    }
    const audit = { at, person: person.email, verb: 'nation.consolidate', subject: `${month}/v${version}` };
    await writeAudit(transaction, audit);
  });
  return { ...head, at: at.toISOString(), ...content };
}

async function step(
  desk: NationDesk,
  person: PortalPerson,
  key: NationKey,
  { verb, from, to, reason }: Step,
): Promise<NationLine> {
  demand(person.grants, 'nation.review', {});
  const line = await lineOf(desk, key.month, key.sender);
  if (!from.includes(line.state))
    throw new ProblemError('conflict', `a report that is ${line.state} cannot take the step "${verb}"`);
  const at = new Date(desk.clock());
  const event: NationEvent = {
    at: at.toISOString(),
    person: person.email,
    verb,
    version: line.version,
    ...(reason !== undefined && { reason }),
  };
  await desk.database.transaction(async (transaction) => {
    await move(transaction, key, line, to, event);
    const subject = `${key.month}/${key.sender}`;
    await writeAudit(transaction, {
      at,
      person: person.email,
      verb: `nation.${verb}`,
      subject,
      scope: scopeOf(key.sender),
    });
  });
  return lineOf(desk, key.month, key.sender);
}

/** Throws ProblemError `conflict` where the report is no longer as it was read. */
async function move(
  database: Pick<NationDesk['database'], 'update'>,
  { month, sender }: NationKey,
  { state, version, history }: NationLine,
  to: 'returned' | 'accepted' | 'consolidated',
  event: NationEvent,
): Promise<void> {
  if (state === 'draft') throw new ProblemError('conflict', 'nothing was handed up');
  const moved = await database
    .update(nationReports)
    .set({ state: to, history: [...history, event] })
    .where(
      and(
        eq(nationReports.month, month),
        eq(nationReports.sender, sender),
        eq(nationReports.state, state),
        eq(nationReports.version, version),
      ),
    )
    .returning({ sender: nationReports.sender });
  if (moved.length === 0) throw new ProblemError('conflict', 'somebody else was faster; look at the board again');
}
