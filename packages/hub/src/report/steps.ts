// The steps of a form: corrected, submitted, returned, accepted; each authorised, checked against the state, kept and audited.
import type {
  Campaign,
  Correctable,
  PortalPerson,
  ReportEvent,
  ReportLine,
  ReportState,
  UnitFigures,
} from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { campaignOf } from '../campaign/campaigns.ts';
import { dueOn } from '../campaign/window.ts';
import { writeAudit } from '../people/audit.ts';
import { demand, type Right } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, eq, sql } from '../store/drizzle.ts';
import { reportEvents, reports, units } from '../store/portal-schema.ts';
import type { FigureDesk } from '../unit/figures.ts';
import { wholeBoard } from './board.ts';

/** Which form is meant. */
export interface FormKey {
  readonly campaignId: string;
  readonly month: string;
  readonly unitCode: string;
}

/** Replaces a figure of an open form by another, with a reason; the system's figure stays beside it. */
export async function correctForm(
  desk: FigureDesk,
  person: PortalPerson,
  key: FormKey,
  { figure, to, reason }: { figure: Correctable; to: number; reason: string },
): Promise<ReportLine> {
  return step(
    desk,
    person,
    key,
    { right: 'report.write', verb: 'correct', from: ['draft', 'returned'] },
    ({ line, at }) => {
      const one = { figure, from: line.system[figure], to, reason, person: person.email, at: at.toISOString() };
      return { values: { state: line.state, corrections: [...line.corrections, one] }, detail: { ...one } };
    },
  );
}

/** Sends the form up with the figures of now; each submission is a version. Late from the due day on. */
export async function submitForm(
  desk: FigureDesk,
  person: PortalPerson,
  key: FormKey,
  note: string | undefined,
): Promise<ReportLine> {
  return step(
    desk,
    person,
    key,
    { right: 'report.write', verb: 'submit', from: ['draft', 'returned'] },
    ({ line, campaign, at }) => {
      checkWhole(line.reported);
      const isLate = dayOf(at.getTime(), desk.timeZone) >= dueOn(key.month, campaign);
      const version = line.version + 1;
      return {
        values: {
          state: 'submitted',
          version,
          figures: line.system,
          note: note ?? line.note ?? null,
          submittedAt: at,
          isLate: isLate || (line.version > 0 && line.isLate),
        },
        detail: { figures: line.system, reported: line.reported },
      };
    },
  );
}

/** Throws ProblemError `invalid` where a month has more than all months together. */
function checkWhole({ installs, installsTotal, accesses, accessesTotal }: UnitFigures): void {
  const pairs = [
    ['installs', installs, installsTotal],
    ['accesses', accesses, accessesTotal],
  ] as const;
  const faults = pairs
    .filter(([, month, total]) => month > total)
    .map(([path, month, total]) => ({
      path,
      message: `${month} in the month is more than ${total} in all; correct one`,
      kind: 'more-than-all' as const,
    }));
  if (faults.length > 0) throw new ProblemError('invalid', 'the form contradicts itself', { faults });
}

/** Gives the form back to its unit, with the reason. */
export async function returnForm(desk: FigureDesk, person: PortalPerson, key: FormKey, reason: string) {
  const rule: Rule = { right: 'report.review', verb: 'return', from: ['submitted', 'accepted'] };
  return step(desk, person, key, rule, () => ({ values: { state: 'returned' }, detail: { reason } }));
}

/** Takes the form as it is. */
export async function acceptForm(desk: FigureDesk, person: PortalPerson, key: FormKey) {
  const rule: Rule = { right: 'report.review', verb: 'accept', from: ['submitted'] };
  return step(desk, person, key, rule, () => ({ values: { state: 'accepted' }, detail: {} }));
}

/** All that happened to a form, oldest first. */
export async function historyOfForm({ database }: FigureDesk, key: FormKey): Promise<ReportEvent[]> {
  const rows = await database
    .select()
    .from(reportEvents)
    .where(
      and(
        eq(reportEvents.campaignId, key.campaignId),
        eq(reportEvents.month, key.month),
        eq(reportEvents.unitCode, key.unitCode),
      ),
    )
    .orderBy(asc(reportEvents.id));
  return rows.map(({ at, person, verb, version, detail }) => ({ at: at.toISOString(), person, verb, version, detail }));
}

interface Rule {
  readonly right: Right;
  readonly verb: string;
  /** States in which the step may be taken. */
  readonly from: readonly ReportState[];
}

interface Change {
  readonly values: Partial<typeof reports.$inferInsert> & { readonly state: ReportState };
  readonly detail: Record<string, unknown>;
}

type Situation = { readonly line: ReportLine; readonly campaign: Campaign; readonly at: Date };

async function step(
  desk: FigureDesk,
  person: PortalPerson,
  key: FormKey,
  { right, verb, from }: Rule,
  change: (situation: Situation) => Change,
): Promise<ReportLine> {
  const campaign = await campaignOf(desk, key.campaignId);
  const [unit] = await desk.database.select().from(units).where(eq(units.code, key.unitCode));
  const scope = { provinceCode: unit?.provinceCode ?? campaign.provinceCode, unitCode: key.unitCode };
  demand(person.grants, right, scope);
  const line = await lineOf(desk, campaign, key);
  if (!from.includes(line.state))
    throw new ProblemError('conflict', `a form that is ${line.state} cannot take the step "${verb}"`);
  const at = new Date(desk.clock());
  const { values, detail } = change({ line, campaign, at });
  await desk.database.transaction(async (transaction) => {
    const fresh = { version: line.version, corrections: [...line.corrections], isLate: false, ...values };
    const written = await transaction
      .insert(reports)
      .values({ ...key, ...fresh })
      .onConflictDoUpdate({
        target: [reports.campaignId, reports.month, reports.unitCode],
        set: values,
        // Somebody else's step in between: neither overwrites the other.
        setWhere: sql`${reports.state} = ${line.state} AND ${reports.version} = ${line.version}
          AND jsonb_array_length(${reports.corrections}) = ${line.corrections.length}`,
      })
      .returning({ version: reports.version });
    if (written[0] === undefined)
      throw new ProblemError('conflict', 'somebody else was faster; look at the form again');
    const entry = { at, person: person.email, verb };
    await transaction.insert(reportEvents).values({ ...key, ...entry, version: written[0].version, detail });
    const subject = `${key.campaignId}/${key.month}/${key.unitCode}`;
    await writeAudit(transaction, { ...entry, verb: `report.${verb}`, subject, scope });
  });
  return lineOf(desk, campaign, key);
}

async function lineOf(desk: FigureDesk, campaign: Campaign, { month, unitCode }: FormKey): Promise<ReportLine> {
  const { lines } = await wholeBoard(desk, campaign, month, [unitCode]);
  const line = lines.find(({ unit }) => unit.code === unitCode);
  if (line === undefined) throw new ProblemError('not-found', `${unitCode} does not take part in ${campaign.id}`);
  return line;
}
