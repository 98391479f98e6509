// A province hands its consolidation of a month up to the nation; each time is a version.
import type { HandedUp, NationLine, PortalPerson } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { campaignOf } from '../campaign/campaigns.ts';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { wholeBoard } from '../report/board.ts';
import { isNull, sql } from '../store/drizzle.ts';
import { nationReports } from '../store/nation-schema.ts';
import { units } from '../store/portal-schema.ts';
import { sumFigures } from '../unit/figures.ts';
import { dueOfNation, lineOf, NATION, type NationDesk } from './board.ts';

/** States in which a report may still be replaced by another version. */
const OPEN = ['draft', 'returned'];

/** Takes the latest consolidation as it is. Throws ProblemError `forbidden`, `conflict` where nothing is consolidated, or the nation holds a report already. */
export async function handUp(
  desk: NationDesk,
  person: PortalPerson,
  campaignId: string,
  month: string,
  note: string | undefined,
): Promise<NationLine> {
  const campaign = await campaignOf(desk, campaignId);
  const scope = { provinceCode: campaign.provinceCode };
  demand(person.grants, 'report.review', scope);
  const sender = campaign.provinceCode ?? NATION;
  const held = await lineOf(desk, month, sender);
  if (!OPEN.includes(held.state)) throw new ProblemError('conflict', `a report that is ${held.state} is not replaced`);
  const content = await contentOf(desk, campaignId, month);
  const at = new Date(desk.clock());
  const version = held.version + 1;
  const isLate = dayOf(at.getTime(), desk.timeZone) >= dueOfNation(desk, month) || (held.version > 0 && held.isLate);
  const event = { at: at.toISOString(), person: person.email, verb: 'submit' as const, version };
  const values = { campaignId, state: 'submitted' as const, version, content, submittedAt: at, isLate };
  await desk.database.transaction(async (transaction) => {
    const written = await transaction
      .insert(nationReports)
      .values({ month, sender, ...values, note: note ?? null, history: [event] })
      .onConflictDoUpdate({
        target: [nationReports.month, nationReports.sender],
        set: { ...values, note: note ?? null, history: [...held.history, event] },
        // Somebody else's step in between: neither overwrites the other.
        setWhere: sql`${nationReports.state} = 'returned' AND ${nationReports.version} = ${held.version}`,
      })
      .returning({ version: nationReports.version });
    if (written.length === 0) throw new ProblemError('conflict', 'somebody else was faster; look at the board again');
    const subject = `${month}/${sender}/v${version}`;
    await writeAudit(transaction, { at, person: person.email, verb: 'nation.submit', subject, scope });
  });
  return lineOf(desk, month, sender);
}

/** Of a province's campaign the consolidation itself; of a nation's the sums over its own bodies, as the provinces hand up theirs. */
async function contentOf(desk: NationDesk, campaignId: string, month: string): Promise<HandedUp> {
  const campaign = await campaignOf(desk, campaignId);
  const own = campaign.provinceCode === undefined ? await nationUnits(desk) : undefined;
  const { consolidation, window, lines } = await wholeBoard(desk, campaign, month, own);
  if (consolidation === undefined) throw new ProblemError('conflict', 'consolidate the month first');
  const { version, totals, units, missing } = consolidation;
  if (own === undefined) return { totals, units, missing, window, consolidation: version };
  const taken = lines.filter(({ state }) => state === 'consolidated');
  if (taken.length === 0) throw new ProblemError('conflict', 'no body of the nation is consolidated');
  return {
    totals: sumFigures(taken.map(({ reported }) => reported)),
    units: taken.length,
    missing: missing.filter(({ code }) => own.includes(code)),
    window,
    consolidation: version,
  };
}

async function nationUnits({ database }: NationDesk): Promise<string[]> {
  const rows = await database.select({ code: units.code }).from(units).where(isNull(units.provinceCode));
  return rows.map(({ code }) => code);
}
