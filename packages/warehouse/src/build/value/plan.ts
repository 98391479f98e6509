// Which part of a period is read from builds of collapsed values and which from measurements: together every measurement exactly once.
import { addDays, dayOf, monthWindow, startOfDayMs, valueWeekOf } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { select } from '../../read/select.ts';
import type { GroupBy, Selection } from '../../statistics/question.ts';
import { type Arrivals, arrivalsOf } from '../count/arrivals.ts';

/** Half open, milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Weeks of a build to which measurements were added since: the devices they came from are read anew there. */
export interface DirtyWeeks extends TimeRange {
  /** First day of the month, `YYYY-MM-DD`. */
  readonly month: string;
  /** First days of the first week and of the one after the last, `YYYY-MM-DD`. */
  readonly from: string;
  readonly until: string;
  /** Kept at or after this, milliseconds since 1970, is not in the build. */
  readonly watermarkMs: number;
}

export interface Plan {
  /** Read whole from measurements. */
  readonly ranges: readonly TimeRange[];
  readonly dirty: readonly DirtyWeeks[];
  readonly builds: readonly { readonly month: string; readonly build: string }[];
  /** Weeks of the builds that lie whole in the period, by first day, half open. */
  readonly weeks: { readonly from: string; readonly until: string };
  /** Measurements of the builds' days, whatever is asked of them; 0 where all is read from measurements. */
  readonly rows: number;
  /** A table that holds all values of the question already (statistics/gather.ts). */
  readonly gathered?: string;
  /** A table that holds the values of a quantity for all that is prepared of it (statistics/gather.ts). */
  readonly shared?: string;
}

interface BuildRow {
  readonly first_day: string;
  readonly build: string;
  readonly watermarkMs: number | string;
}

/** The plan that reads everything from measurements. */
export function rawPlan({ fromMs, untilMs }: TimeRange): Plan {
  return { ranges: [{ fromMs, untilMs }], dirty: [], builds: [], weeks: { from: '', until: '' }, rows: 0 };
}

/** False for groups that builds cannot answer: days and hours split their weeks, and they hold no position. */
export function isInBuilds(groupBy: GroupBy | undefined): boolean {
  return groupBy !== 'day' && groupBy !== 'hour' && groupBy !== 'hexagon';
}

/** The plan of a selection; for a group that is not in builds the caller asks rawPlan. */
export async function planOf(connections: Connections, selection: Selection): Promise<Plan> {
  const { fromMs, untilMs, timeZone } = selection;
  const weeks = wholeWeeks(selection);
  if (weeks.from >= weeks.until) return rawPlan(selection);
  const known = await select<BuildRow>(connections, {
    sql: `SELECT toString(month) AS first_day, toString(build) AS build, toUnixTimestamp64Milli(watermark) AS watermarkMs FROM builds FINAL
      WHERE time_zone = {timeZone:String} AND month >= {first:Date} AND month < {until:Date} ORDER BY month`,
    params: { timeZone, first: `${weeks.from.slice(0, 7)}-01`, until: weeks.until },
  });
  if (known.length === 0) return rawPlan(selection);
  const inside = { fromMs: startOfDayMs(weeks.from, timeZone), untilMs: startOfDayMs(weeks.until, timeZone) };
  const built = known.map(({ first_day: month, build, watermarkMs }) => ({
    month,
    build,
    watermarkMs: Number(watermarkMs),
    ...overlap(monthWindow(month.slice(0, 7), timeZone), inside),
  }));
  const days = await arrivalsOf(connections, { ...inside, timeZone }, 'day');
  return {
    ranges: gaps({ fromMs, untilMs }, built),
    dirty: built.flatMap((month) => touchedWeeks(month, days, timeZone)),
    builds: built,
    weeks,
    rows: [...days.values()].reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** Weeks of values that lie whole in the period: from the first that begins in it to the last that ends in it. */
function wholeWeeks({ fromMs, untilMs, timeZone }: Selection): { from: string; until: string } {
  const from = valueWeekOf(fromMs, timeZone);
  const until = valueWeekOf(untilMs, timeZone);
  const isWhole = startOfDayMs(from, timeZone) === fromMs;
  return { from: isWhole ? from : nextWeek(fromMs, timeZone), until };
}

function nextWeek(atMs: number, timeZone: string): string {
  const week = valueWeekOf(atMs, timeZone);
  let day = dayOf(atMs, timeZone);
  while (valueWeekOf(startOfDayMs(day, timeZone), timeZone) === week) day = addDays(day, 1);
  return day;
}

interface Built extends TimeRange {
  readonly month: string;
  readonly watermarkMs: number;
}

/** Weeks of a built month with a measurement kept since its build; neighbours as one. */
function touchedWeeks(
  { month, watermarkMs, fromMs, untilMs }: Built,
  days: ReadonlyMap<string, Arrivals>,
  timeZone: string,
): DirtyWeeks[] {
  const weeks: DirtyWeeks[] = [];
  const end = dayOf(untilMs - 1, timeZone);
  for (let day = dayOf(fromMs, timeZone); day <= end; day = addDays(day, 1)) {
    if ((days.get(day)?.newestMs ?? 0) < watermarkMs) continue;
    const atMs = startOfDayMs(day, timeZone);
    const from = valueWeekOf(atMs, timeZone);
    const until = nextWeek(atMs, timeZone);
    const last = weeks.at(-1);
    if (last !== undefined && last.until >= from) weeks.pop();
    const first = last !== undefined && last.until >= from ? last.from : from;
    const span = { fromMs: startOfDayMs(first, timeZone), untilMs: startOfDayMs(until, timeZone) };
    weeks.push({ month, watermarkMs, from: first, until, ...span });
  }
  return weeks;
}

function overlap(a: TimeRange, b: TimeRange): TimeRange {
  return { fromMs: Math.max(a.fromMs, b.fromMs), untilMs: Math.min(a.untilMs, b.untilMs) };
}

/** What of the whole the parts (in order, apart) leave over. */
function gaps(whole: TimeRange, parts: readonly TimeRange[]): TimeRange[] {
  const starts = [whole.fromMs, ...parts.map(({ untilMs }) => untilMs)];
  const ends = [...parts.map(({ fromMs }) => fromMs), whole.untilMs];
  return starts
    .map((fromMs, i) => ({ fromMs, untilMs: ends[i] ?? fromMs }))
    .filter(({ fromMs, untilMs }) => fromMs < untilMs);
}
