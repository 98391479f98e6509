// Days, months and the weeks of values as a country's clocks show them: the time zone is always the caller's.

/** Half-open span of instants: fromMs <= t < untilMs, milliseconds since 1970 UTC. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * Calendar day 'YYYY-MM-DD' of an instant (milliseconds since 1970 UTC) in an IANA time zone.
 * Throws RangeError for an unknown zone or an instant that no calendar has.
 */
export function dayOf(atMs: number, timeZone: string): string {
  return localIso(atMs, timeZone).slice(0, 10);
}

/** Calendar month 'YYYY-MM' of an instant in an IANA time zone. */
export function monthOf(atMs: number, timeZone: string): string {
  return localIso(atMs, timeZone).slice(0, 7);
}

/**
 * The week to whose one value a measurement of an instant belongs: the ISO week, cut at the month's ends so that months add up to any longer
 * period. Named by its first day, 'YYYY-MM-DD': the Monday or the first of the month, whichever is later.
 */
export function valueWeekOf(atMs: number, timeZone: string): string {
  const day = dayOf(atMs, timeZone);
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const monday = addDays(day, -weekday);
  const first = `${day.slice(0, 7)}-01`;
  return monday < first ? first : monday;
}

/** The instants of a calendar day 'YYYY-MM-DD' in an IANA time zone. Throws RangeError for a day that does not exist. */
export function dayWindow(day: string, timeZone: string): TimeWindow {
  return { fromMs: startOfDayMs(day, timeZone), untilMs: startOfDayMs(addDays(day, 1), timeZone) };
}

/** The instants of a calendar month 'YYYY-MM' in an IANA time zone. Throws RangeError for a month that does not exist. */
export function monthWindow(month: string, timeZone: string): TimeWindow {
  return {
    fromMs: startOfDayMs(`${month}-01`, timeZone),
    untilMs: startOfDayMs(`${addMonths(month, 1)}-01`, timeZone),
  };
}

/** The day so many days later (earlier where negative). Throws RangeError for a day that does not exist. */
export function addDays(day: string, days: number): string {
  return new Date(utcMidnightMs(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The month so many months later (earlier where negative). Throws RangeError for a month that does not exist. */
export function addMonths(month: string, months: number): string {
  const first = new Date(utcMidnightMs(`${month}-01`));
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1)).toISOString().slice(0, 7);
}

/** First instant of a day where clocks of the zone show it (not always 00:00: some zones change their clocks at midnight). */
export function startOfDayMs(day: string, timeZone: string): number {
  const asUtcMs = utcMidnightMs(day);
  let guessMs = asUtcMs - offsetMs(asUtcMs, timeZone);
  guessMs = asUtcMs - offsetMs(guessMs, timeZone);
  while (dayOf(guessMs, timeZone) < day) guessMs += 15 * MINUTE_MS;
  while (dayOf(guessMs - MINUTE_MS, timeZone) >= day) guessMs -= 15 * MINUTE_MS;
  return guessMs;
}

function utcMidnightMs(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) throw new RangeError(`no such day: ${day}`);
  return ms;
}

function offsetMs(atMs: number, timeZone: string): number {
  return Date.parse(`${localIso(atMs, timeZone)}Z`) - Math.floor(atMs / 1000) * 1000;
}

function localIso(atMs: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const twoDigits = {
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', ...twoDigits, hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  return format.format(atMs).replace(' ', 'T');
}
