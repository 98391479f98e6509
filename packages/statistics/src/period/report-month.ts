// The month of the official report: from a set day of the month before to the day before it in the named month.
import { addMonths, dayOf, startOfDayMs, type TimeWindow } from './calendar.ts';

/** Settings of a campaign. */
export interface ReportCalendar {
  /** IANA time zone whose days count. */
  readonly timeZone: string;
  /** Day of the month, 1 to 28, with which the report's month begins in the month before; the official letters say 13. 1 makes it the calendar month. */
  readonly firstDay: number;
}

/** The instants of the report's month 'YYYY-MM'. Throws RangeError for a month that does not exist or a first day outside 1..28. */
export function reportWindow(month: string, calendar: ReportCalendar): TimeWindow {
  const begins = calendar.firstDay === 1 ? month : addMonths(month, -1);
  return {
    fromMs: startOfDayMs(onFirstDay(begins, calendar), calendar.timeZone),
    untilMs: startOfDayMs(onFirstDay(addMonths(begins, 1), calendar), calendar.timeZone),
  };
}

/** The report's month 'YYYY-MM' that an instant (milliseconds since 1970 UTC) falls in. Throws RangeError for a first day outside 1..28. */
export function reportMonthOf(atMs: number, calendar: ReportCalendar): string {
  const day = dayOf(atMs, calendar.timeZone);
  const month = day.slice(0, 7);
  if (calendar.firstDay === 1 || day < onFirstDay(month, calendar)) return month;
  return addMonths(month, 1);
}

function onFirstDay(month: string, calendar: ReportCalendar): string {
  const { firstDay } = calendar;
  if (!(Number.isInteger(firstDay) && firstDay >= 1 && firstDay <= 28)) {
    throw new RangeError(`a report's month begins on a day from 1 to 28, not ${firstDay}`);
  }
  return `${month}-${String(firstDay).padStart(2, '0')}`;
}
