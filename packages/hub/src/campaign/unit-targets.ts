// Targets of single units: a campaign asks all for the same, save those that a table names.
import { type PortalPerson, readWhole, type UnitTarget, unitTarget } from '@i-speed/spec';
import type * as z from 'zod';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, eq, inArray, sql } from '../store/drizzle.ts';
import { campaignUnits } from '../store/portal-schema.ts';
import type { ImportWords } from '../unit/fault-words.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { readTable, type TableShape } from '../unit/read-table.ts';
import { campaignOf } from './campaigns.ts';
import { targetAt } from './target-at.ts';

const ROW = unitTarget.partial({ target: true });

/** The units that have a target of their own in the month that runs, by code. Throws ProblemError `forbidden`, `not-found`. */
export async function listTargets(desk: UnitDesk, person: PortalPerson, id: string): Promise<UnitTarget[]> {
  const { provinceCode } = await campaignOf(desk, id);
  demand(person.grants, 'report.read', { provinceCode });
  const { unitCode, targets } = campaignUnits;
  const rows = await desk.database
    .select({ unitCode, targets })
    .from(campaignUnits)
    .where(and(eq(campaignUnits.campaignId, id), sql`${targets} <> '{}'`))
    .orderBy(asc(unitCode));
  return rows.flatMap((row) => {
    const target = targetAt(row.targets);
    return target === undefined ? [] : [{ unitCode: row.unitCode, target }];
  });
}

/**
 * Sets the targets that a CSV names, from the month on that runs now: those before keep what they were judged by. An empty cell takes a
 * unit's own target away. All of them or, when a line is wrong, none; gives how many lines. Throws ProblemError `forbidden`, `not-found`, `invalid` with a fault for every wrong line.
 */
export async function setTargets(
  desk: UnitDesk,
  person: PortalPerson,
  id: string,
  { csv, words }: { readonly csv: string; readonly words: ImportWords },
): Promise<number> {
  const { provinceCode, currentMonth } = await campaignOf(desk, id);
  const scope = { provinceCode };
  demand(person.grants, 'campaign.write', scope);
  const { found, faults } = readTable(csv, SHAPE, words);
  return desk.database.transaction(async (transaction) => {
    const ofCampaign = eq(campaignUnits.campaignId, id);
    const places = await transaction.select({ code: campaignUnits.unitCode }).from(campaignUnits).where(ofCampaign);
    const known = new Set(places.map(({ code }) => code));
    for (const { number, row } of found)
      if (!known.has(row.unitCode)) faults.push({ path: `line ${number}`, message: words.notInCampaign(row.unitCode) });
    if (faults.length > 0) throw new ProblemError('invalid', `${faults.length} faults; no target was set`, { faults });
    for (const [target, lines] of Map.groupBy(found, ({ row }) => row.target)) {
      const codes = lines.map(({ row }) => row.unitCode);
      const named = and(ofCampaign, inArray(campaignUnits.unitCode, codes));
      await transaction
        .update(campaignUnits)
        .set({ targets: sql`${campaignUnits.targets} || ${JSON.stringify({ [currentMonth]: target ?? null })}::jsonb` })
        .where(named);
    }
    const at = new Date(desk.clock());
    const subject = `${id}/${found.length}`;
    await writeAudit(transaction, { at, person: person.email, verb: 'campaign.target', subject, scope });
    return found.length;
  });
}

const SHAPE: TableShape<z.infer<typeof ROW>> = {
  columns: { unitCode: ['code', 'ma'], target: ['target', 'chitieu', 'muctieu'] },
  needed: ['unitCode', 'target'],
  parse: ({ target, ...cells }) =>
    ROW.safeParse({ ...cells, ...(target !== undefined && { target: readWhole(target) }) }),
  codeOf: ({ unitCode }) => unitCode,
};
