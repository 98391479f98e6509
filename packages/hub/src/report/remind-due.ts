// The reminders that the calendar sends: on the days a campaign names, once a day, for the month whose form is being collected.
import { dayOf } from '@i-speed/statistics';
import { campaignOf } from '../campaign/campaigns.ts';
import { ProblemError } from '../problem.ts';
import { and, eq, sql } from '../store/drizzle.ts';
import { campaigns, reminders } from '../store/portal-schema.ts';
import { type ReminderDesk, remindAs } from './remind.ts';

/** Stands in the log where no person pressed. */
export const CALENDAR = 'i-speed';

/**
 * Sends what is due today, and gives how many reminders that were. A campaign in which nobody is short sends none. Where one fails the others
 * are sent all the same; then it throws AggregateError.
 */
export async function remindDue(desk: ReminderDesk): Promise<number> {
  const { database, clock, timeZone } = desk;
  const today = dayOf(clock(), timeZone);
  const running = await database
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      sql`${campaigns.startsOn} <= ${today}::date AND ${today}::date <= ${campaigns.endsOn} + 31
        AND ${Number(today.slice(8))}::int = ANY (${campaigns.remindDays})`,
    );
  let sent = 0;
  const failures: unknown[] = [];
  for (const { id } of running) {
    const ofCalendar = and(eq(reminders.campaignId, id), eq(reminders.person, CALENDAR));
    const earlier = await database.select({ at: reminders.at }).from(reminders).where(ofCalendar);
    if (earlier.some(({ at }) => dayOf(at.getTime(), timeZone) === today)) continue;
    try {
      const campaign = await campaignOf(desk, id);
      await remindAs(desk, CALENDAR, campaign, campaign.dueMonth);
      sent += 1;
    } catch (cause) {
      if (!(cause instanceof ProblemError && cause.code === 'conflict')) failures.push(cause);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} campaigns could not remind their units`);
  return sent;
}
