// A unit is merged into another: the successor takes its places in the campaigns that run then; and the way back, for what was entered wrongly.
import type { Fault, MergerDraft, PortalPerson, StandingUnit } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { dayText } from '../document/words/words.ts';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { asc, eq, inArray, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { units } from '../store/portal-schema.ts';
import { takeBack } from './hand-over.ts';
import { readUnit } from './list-units.ts';
import type { UnitDesk } from './open-unit.ts';
import { reopenForms } from './reopen-forms.ts';

/** Throws ProblemError `forbidden`, `not-found`, `invalid` (also where such a month is consolidated), `conflict` where the unit is merged already. */
export async function mergeUnit(
  desk: UnitDesk,
  person: PortalPerson,
  code: string,
  { into, on }: MergerDraft,
): Promise<StandingUnit> {
  await desk.database.transaction(async (transaction) => {
    const [one, heir] = await hold(transaction, person, code, into);
    const isKin = heir !== undefined && into !== code && heir.provinceCode === one.provinceCode;
    const faults: Fault[] = [];
    if (!isKin)
      faults.push({
        path: 'into',
        message: `there is no other unit ${into} in the same province`,
        kind: 'unknown',
        given: into,
      });
    if (heir?.mergedInto) faults.push({ path: 'into', message: `${into} is merged into ${heir.mergedInto} itself` });
    if (on > dayOf(desk.clock(), desk.timeZone))
      faults.push({ path: 'on', message: 'lies in the future', kind: 'in-future' });
    if (faults.length > 0) throw new ProblemError('invalid', 'these cannot be merged so', { faults });
    if (one.mergedInto !== null) throw new ProblemError('conflict', `${code} is merged into ${one.mergedInto}`);
    const reason = `${one.name} nhập vào đơn vị từ ngày ${dayText(on)}: nộp lại biểu gồm cả hai`;
    await reopenForms(transaction, desk, person, { code, heir: into, on, reason });
    await write(transaction, desk, person, one, { verb: 'unit.merge', heir: into, mergedInto: into, mergedOn: on });
  });
  return readUnit(desk, person.grants, code);
}

/** The unit stands for itself again. Throws ProblemError `forbidden`, `not-found`, `conflict` where it does so, or its successor was merged on. */
export async function separateUnit(desk: UnitDesk, person: PortalPerson, code: string): Promise<StandingUnit> {
  await desk.database.transaction(async (transaction) => {
    const [{ mergedInto, mergedOn }] = await hold(transaction, person, code);
    if (mergedInto === null || mergedOn === null) throw new ProblemError('conflict', `${code} stands for itself`);
    const [one, heir] = await hold(transaction, person, code, mergedInto);
    if (heir?.mergedInto) throw new ProblemError('conflict', `${heir.code} was merged on; undo that first`);
    const reason = `${one.name} lại là đơn vị riêng: nộp lại biểu không gồm đơn vị đó`;
    await reopenForms(transaction, desk, person, { code, heir: mergedInto, on: mergedOn, reason });
    const change = { verb: 'unit.separate', heir: mergedInto, mergedInto: null, mergedOn: null };
    await write(transaction, desk, person, one, change);
    await takeBack(transaction, desk, code);
  });
  return readUnit(desk, person.grants, code);
}

type Row = typeof units.$inferSelect;
type Transaction = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

/** The unit, which the person may write, and the other if it is there; nobody else changes them before the transaction ends. */
async function hold(
  transaction: Transaction,
  { grants }: PortalPerson,
  code: string,
  other = code,
): Promise<[Row, Row | undefined]> {
  const rows = await transaction
    .select()
    .from(units)
    .where(inArray(units.code, [code, other]))
    .orderBy(asc(units.code))
    .for('update');
  const one = rows.find((row) => row.code === code);
  demand(grants, 'unit.write', { unitCode: code, provinceCode: one?.provinceCode ?? undefined });
  if (one === undefined) throw new ProblemError('not-found', `there is no unit ${code}`);
  return [one, rows.find((row) => row.code === other)];
}

interface Change extends Pick<Row, 'mergedInto' | 'mergedOn'> {
  readonly verb: string;
  readonly heir: string;
}

async function write(
  transaction: Transaction,
  { clock }: UnitDesk,
  { email }: PortalPerson,
  { code, provinceCode }: Row,
  { verb, heir, mergedInto, mergedOn }: Change,
): Promise<void> {
  await transaction.update(units).set({ mergedInto, mergedOn }).where(eq(units.code, code));
  await inheritPlaces(transaction, heir);
  const scope = { provinceCode: provinceCode ?? undefined, unitCode: code };
  const subject = `${code}/${heir}`;
  await writeAudit(transaction, { at: new Date(clock()), person: email, verb, subject, scope });
}

/**
 * Gives the unit the places of those that it stands for, each from the merger on, in the campaigns that ran then, with the greatest of the targets
 * that were set for one of them; those it had itself stay, and so does a target that is set already.
 */
async function inheritPlaces(transaction: Transaction, heir: string): Promise<void> {
  const inherited = sql`SELECT place.campaign_id, min(greatest(one.merged_on, place.since)) AS since, max((
      SELECT value::integer FROM jsonb_each_text(place.targets) ORDER BY key DESC LIMIT 1)) AS target
    FROM units one JOIN campaign_units place ON place.unit_code = one.code JOIN campaigns ON campaigns.id = place.campaign_id
    WHERE one.merged_into = ${heir} AND one.merged_on <= campaigns.ends_on GROUP BY place.campaign_id`;
  await transaction.execute(sql`DELETE FROM campaign_units WHERE unit_code = ${heir} AND since IS NOT NULL
    AND campaign_id NOT IN (SELECT campaign_id FROM (${inherited}) AS left_to_it)`);
  await transaction.execute(sql`INSERT INTO campaign_units AS kept (campaign_id, unit_code, since, targets)
    SELECT campaign_id, ${heir}, since, jsonb_build_object('', target) FROM (${inherited}) AS left_to_it
    ON CONFLICT (campaign_id, unit_code) DO UPDATE SET since = excluded.since WHERE kept.since IS NOT NULL`);
}
