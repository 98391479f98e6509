// Which part of a period is read from builds of collapsed values and which from measurements: together every measurement exactly once.
import { addDays, dayOf, monthWindow, startOfDayMs, valueWeekOf } from '@i-speed/statistics';
import { clickhouseTime } from '../append/row.ts';
import type { Connections } from '../open/connect.ts';
import { ID_SLACK_MS } from '../read/history.ts';
import { select } from '../read/select.ts';
import type { GroupBy, Selection } from '../statistics/question.ts';

/** Half open, milliseconds since 1970. */
export interface TimeRange {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A month of a build to which measurements were added since: the devices they came from are read anew. */
export interface DirtyMonth extends TimeRange {
  /** First day, `YYYY-MM-DD`. */
  readonly month: string;
  /** Kept at or after this, milliseconds since 1970, is not in the build. */
  readonly watermarkMs: number;
}

export interface Plan {
  /** Read whole from measurements. */
  readonly ranges: readonly TimeRange[];
  readonly dirty: readonly DirtyMonth[];
  readonly builds: readonly { readonly month: string; readonly build: string }[];
  /** Weeks of the builds that lie whole in the period, by first day, half open. */
  readonly weeks: { readonly from: string; readonly until: string };
}

interface BuildRow {
  readonly first_day: string;
  readonly build: string;
  readonly watermarkMs: number | string;
}

/** The plan that reads everything from measurements. */
export function rawPlan({ fromMs, untilMs }: TimeRange): Plan {
  return { ranges: [{ fromMs, untilMs }], dirty: [], builds: [], weeks: { from: '', until: '' } };
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
  const touched = await touchedMonths(connections, built, timeZone);
  return {
    ranges: gaps({ fromMs, untilMs }, built),
    dirty: built.filter(({ month }) => touched.has(month)),
    builds: built,
    weeks,
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

/**
 * Months with a measurement kept since their build. Each month is looked at with its own watermark: with the oldest of all, a question
 * over years would read everything that came since the first build.
 */
async function touchedMonths(
  connections: Connections,
  built: readonly DirtyMonth[],
  timeZone: string,
): Promise<Set<string>> {
  const touched = await Promise.all(
    built.map(async ({ month, watermarkMs, fromMs, untilMs }) => {
      const rows = await select<{ first_day: string }>(connections, {
        sql: `SELECT toString(toStartOfMonth(toDate(started_at, {timeZone:String}))) AS first_day
      FROM measurements WHERE kept_at >= fromUnixTimestamp64Milli({since:Int64}) AND id_at >= {from:DateTime64(3, 'UTC')} AND id_at < {until:DateTime64(3, 'UTC')}
      GROUP BY first_day`,
        params: {
          timeZone,
          since: watermarkMs,
          from: clickhouseTime(fromMs - ID_SLACK_MS),
          until: clickhouseTime(untilMs + ID_SLACK_MS),
        },
      });
      return rows.some(({ first_day }) => first_day === month) ? [month] : [];
    }),
  );
  return new Set(touched.flat());
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
