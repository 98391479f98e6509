// Which days a report's month covers, when it is due, and how far it is.
import { addDays, addMonths, dayOf, dayWindow } from '@i-speed/statistics';
import type { Days } from '../unit/figures.ts';

export interface WindowRule {
  /** Day of the month before on which the window begins; 1 means the calendar month itself. */
  readonly firstDay: number;
  readonly dueDay: number;
}

/** First and last day of a month's window: from the 13th of the month before to the 12th, where `firstDay` is 13. */
export function windowOf(month: string, { firstDay }: Pick<WindowRule, 'firstDay'>): Days {
  const firstMonth = firstDay === 1 ? month : addMonths(month, -1);
  return {
    from: dateOf(firstMonth, firstDay),
    to: addDays(dateOf(addMonths(firstMonth, 1), firstDay), -1),
  };
}

/** The day before which the form must be in. A calendar month's form is due in the month after it. */
export function dueOn(month: string, { firstDay, dueDay }: WindowRule): string {
  return dateOf(firstDay === 1 ? addMonths(month, 1) : month, dueDay);
}

/** The month whose window an instant lies in. */
export function monthAt(atMs: number, timeZone: string, rule: Pick<WindowRule, 'firstDay'>): string {
  return monthOf(dayOf(atMs, timeZone), rule);
}

/** The month whose window a day lies in. */
function monthOf(day: string, { firstDay }: Pick<WindowRule, 'firstDay'>): string {
  const month = day.slice(0, 7);
  return firstDay > 1 && Number(day.slice(8)) >= firstDay ? addMonths(month, 1) : month;
}

/** First and last day of the campaign and the rule of its months. */
type Period = WindowRule & { readonly startsOn: string; readonly endsOn: string };

/** So long after its due day a closed month is the one in hand. */
const CHASE_DAYS = 7;

/**
 * The month that runs, of a campaign that is to come its first, of one that is over its last; and the one whose form is collected: the
 * month before until a week after its due day.
 */
export function monthsOf(period: Period, atMs: number, timeZone: string): { currentMonth: string; dueMonth: string } {
  const today = dayOf(atMs, timeZone);
  const begun = today < period.startsOn ? period.startsOn : today;
  const currentMonth = monthOf(begun > period.endsOn ? period.endsOn : begun, period);
  const closed = addMonths(currentMonth, -1);
  const isInHand =
    windowOf(closed, period).to >= period.startsOn && today <= addDays(dueOn(closed, period), CHASE_DAYS);
  return { currentMonth, dueMonth: isInHand ? closed : currentMonth };
}

/** Share of the window that is over at an instant, 0 to 1. */
export function elapsedOf({ from, to }: Days, atMs: number, timeZone: string): number {
  const { fromMs } = dayWindow(from, timeZone);
  const { untilMs } = dayWindow(to, timeZone);
  return Math.min(1, Math.max(0, (atMs - fromMs) / (untilMs - fromMs)));
}

function dateOf(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`;
}
