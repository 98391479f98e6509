// A merger changes what a month's forms are about: those that were handed in go back to the successor, and a consolidated month stays as it is.
import type { PortalPerson } from '@i-speed/spec';
import { dayWindow } from '@i-speed/statistics';
import { monthAt } from '../campaign/window.ts';
import { ProblemError } from '../problem.ts';
import { and, eq, inArray } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { campaigns, reportEvents, reports } from '../store/portal-schema.ts';
import type { UnitDesk } from './open-unit.ts';

export interface ChangedMerger {
  readonly code: string;
  readonly heir: string;
  /** Day of the merger; only months whose window it lies in or before are touched. */
  readonly on: string;
  /** Told to the successor with each form that comes back. */
  readonly reason: string;
}

/** Gives the successor's forms back. Throws ProblemError `invalid` where a form of either is consolidated in such a month. */
export async function reopenForms(
  transaction: Pick<Database, 'select' | 'insert' | 'update'>,
  { clock, timeZone }: UnitDesk,
  { email }: PortalPerson,
  { code, heir, on, reason }: ChangedMerger,
): Promise<void> {
  const { campaignId, month, unitCode, state, version } = reports;
  const handedIn = await transaction
    .select({ campaignId, month, unitCode, state, version, firstDay: campaigns.firstDay })
    .from(reports)
    .innerJoin(campaigns, eq(campaigns.id, campaignId))
    .where(and(inArray(unitCode, [code, heir]), inArray(state, ['submitted', 'accepted', 'consolidated'])));
  const { fromMs } = dayWindow(on, timeZone);
  const touched = handedIn.filter((form) => form.month >= monthAt(fromMs, timeZone, form));
  const closed = touched.find((form) => form.state === 'consolidated');
  if (closed !== undefined) {
    const message = `the form of ${closed.unitCode} for ${closed.month} is consolidated; only a later day can change`;
    throw new ProblemError('invalid', message, { faults: [{ path: 'on', message, kind: 'consolidated' }] });
  }
  const at = new Date(clock());
  for (const form of touched.filter((one) => one.unitCode === heir)) {
    const key = and(eq(campaignId, form.campaignId), eq(month, form.month), eq(unitCode, heir));
    await transaction.update(reports).set({ state: 'returned' }).where(key);
    const event = { at, person: email, verb: 'return', version: form.version, detail: { reason } };
    await transaction
      .insert(reportEvents)
      .values({ campaignId: form.campaignId, month: form.month, unitCode: heir, ...event });
  }
}
