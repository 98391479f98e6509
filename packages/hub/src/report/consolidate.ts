// Adds the accepted forms of a campaign's month up, exactly, and names the units that are missing.
import type { Consolidation, PortalPerson } from '@i-speed/spec';
import { campaignOf } from '../campaign/campaigns.ts';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, eq } from '../store/drizzle.ts';
import { consolidations, reportEvents, reports } from '../store/portal-schema.ts';
import { type FigureDesk, sumFigures } from '../unit/figures.ts';
import { wholeBoard } from './board.ts';

/** Makes the next version; accepted forms become consolidated and stay in later versions. Throws ProblemError `forbidden`, `conflict` where no form is accepted. */
export async function consolidate(
  desk: FigureDesk,
  person: PortalPerson,
  campaignId: string,
  month: string,
): Promise<Consolidation> {
  const campaign = await campaignOf(desk, campaignId);
  const scope = { provinceCode: campaign.provinceCode };
  demand(person.grants, 'report.review', scope);
  const { lines, consolidation } = await wholeBoard(desk, campaign, month);
  const taken = lines.filter(({ state }) => state === 'accepted' || state === 'consolidated');
  if (taken.length === 0) throw new ProblemError('conflict', 'no form of this month is accepted yet');
  const content = {
    totals: sumFigures(taken.map(({ reported }) => reported)),
    units: taken.length,
    missing: lines
      .filter((line) => !taken.includes(line))
      .map(({ unit: { code, name }, state }) => ({ code, name, state })),
  };
  const at = new Date(desk.clock());
  const version = (consolidation?.version ?? 0) + 1;
  await desk.database.transaction(async (transaction) => {
    await transaction.insert(consolidations).values({ campaignId, month, version, at, person: person.email, content });
    await transaction
      .update(reports)
      .set({ state: 'consolidated' })
      .where(and(eq(reports.campaignId, campaignId), eq(reports.month, month), eq(reports.state, 'accepted')));
    const entry = { campaignId, month, at, person: person.email, verb: 'consolidate' };
    const news = taken.filter(({ state }) => state === 'accepted');
    if (news.length > 0)
      await transaction.insert(reportEvents).values(
        news.map((line) => ({
          ...entry,
          unitCode: line.unit.code,
          version: line.version,
          detail: { consolidation: version },
        })),
      );
    const subject = `${campaignId}/${month}/v${version}`;
    await writeAudit(transaction, { at, person: person.email, verb: 'report.consolidate', subject, scope });
  });
  return { version, at: at.toISOString(), person: person.email, ...content };
}
