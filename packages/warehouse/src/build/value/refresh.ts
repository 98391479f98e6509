// Makes the builds of collapsed values, month by month, whenever enough has come that reading measurements anew would be slow.
import { monthWindow, QUANTITIES } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { WarehouseError } from '../../open/errors.ts';
import { select } from '../../read/select.ts';
import { columnsOf, DEVICE_NUMBER, inRange, VALUE_WEEK } from '../../statistics/columns.ts';
import { joinedValue, observedColumns } from '../../statistics/join-tests.ts';
import { arrivalsOf } from '../count/arrivals.ts';
import { tallyMonths } from '../count/tallies.ts';
import type { TimeRange } from './plan.ts';
import { type ValueColumn, valueColumn } from './value-column.ts';

export interface RefreshSettings {
  /** IANA time zone of weeks and months. */
  readonly timeZone: string;
  /** A month is built (again) once so many of its measurements are in no build, and at least a fiftieth of those that are. */
  readonly leastNew?: number;
  /** Now, milliseconds since 1970: a month that has been over for two days is built once whatever it holds. */
  readonly nowMs?: number;
  /** What was kept in the last so many milliseconds stays out of a build: another hub's insert may still be on its way. */
  readonly settleMs?: number;
  /** A month with more measurements is built in several passes, each of some of the devices, so that its size is not that of the memory. */
  readonly mostAtOnce?: number;
}

const LEAST_NEW = 20_000;
/** A month has been over for so long when most of what was measured without a network has come. */
export const OVER_MS = 2 * 86_400_000;
/** No insert takes longer: what was kept so long ago is to be seen, or never will be. */
const SETTLE_MS = 60_000;
/** About half a gigabyte: each value takes the sums of all quantities while it is made. */
const MOST_AT_ONCE = 1_000_000;

/** What refresh must know of a month. */
interface MonthState {
  /** First day, `YYYY-MM-DD`. */
  readonly month: string;
  readonly isOver: boolean;
  /** Measurements that are in no build. */
  readonly added: number;
  /** Values of its build; 0 where it has none. */
  readonly known: number;
}

/**
 * Builds every month that is due, oldest first, and counts what became of the measurements of those that are over; gives the names of those built.
 * Rejects with WarehouseError `unavailable`; what was built stays.
 */
export async function refresh(connections: Connections, settings: RefreshSettings): Promise<string[]> {
  const { timeZone, leastNew = LEAST_NEW, nowMs = Date.now() } = settings;
  const months = await monthStates(connections, timeZone, nowMs);
  const due = months.filter(({ isOver, added, known }) => {
    if (isOver && known === 0) return added > 0;
    return added >= Math.max(leastNew, known / 50);
  });
  for (const { month } of due) await buildMonth(connections, month, settings);
  const over = months.filter(({ isOver }) => isOver).map(({ month }) => month.slice(0, 7));
  await tallyMonths(connections, timeZone, over);
  return due.map(({ month }) => month);
}

/** Every month with a measurement, oldest first. Only of those to which something came since their build are measurements counted. */
async function monthStates(connections: Connections, timeZone: string, nowMs: number): Promise<MonthState[]> {
  const arrivals = await arrivalsOf(connections, { fromMs: 0, untilMs: Number.POSITIVE_INFINITY, timeZone }, 'month');
  const builds = await select<{ name: string; watermarkMs: number | string; known: number | string }>(connections, {
    sql: `SELECT formatDateTime(month, '%Y-%m') AS name, toUnixTimestamp64Milli(watermark) AS watermarkMs, value_rows AS known
      FROM builds FINAL WHERE time_zone = {timeZone:String}`,
    params: { timeZone },
  });
  const buildOf = new Map(builds.map(({ name, ...build }) => [name, build]));
  const states: MonthState[] = [];
  for (const [name, { rows, newestMs }] of [...arrivals].sort(([a], [b]) => a.localeCompare(b))) {
    const build = buildOf.get(name);
    const window = monthWindow(name, timeZone);
    const watermarkMs = Number(build?.watermarkMs ?? 0);
    const isTouched = build !== undefined && newestMs >= watermarkMs;
    const isOver = window.untilMs + OVER_MS <= nowMs;
    const added = isTouched ? await countSince(connections, window, watermarkMs) : build === undefined ? rows : 0;
    states.push({ month: `${name}-01`, isOver, added, known: Number(build?.known ?? 0) });
  }
  return states;
}

async function countSince(connections: Connections, window: TimeRange, watermarkMs: number): Promise<number> {
  const [counted] = await select<{ n: number | string }>(connections, {
    sql: `SELECT count() AS n FROM measurements WHERE ${inRange(window)} AND kept_at >= fromUnixTimestamp64Milli(${watermarkMs})`,
  });
  return Number(counted?.n ?? 0);
}

async function buildMonth(
  connections: Connections,
  month: string,
  { timeZone, settleMs = SETTLE_MS, mostAtOnce = MOST_AT_ONCE }: RefreshSettings,
): Promise<void> {
  const build = String(Date.now());
  const window = monthWindow(month.slice(0, 7), timeZone);
  try {
    const [clock] = await select<{ watermark: string }>(connections, {
      sql: `SELECT toString(now64(3, 'UTC') - toIntervalMillisecond(${settleMs})) AS watermark`,
    });
    if (clock === undefined) throw new Error('a clock without a row');
    const arrivals = await arrivalsOf(connections, { ...window, timeZone }, 'whole');
    const passes = Math.max(1, Math.ceil((arrivals.get('')?.rows ?? 0) / mostAtOnce));
    const params = { timeZone, month, build, watermark: clock.watermark, passes };
    for (let pass = 0; pass < passes; pass++)
      await connections.writer.command({ query: insertValues(window), query_params: { ...params, pass } });
    await connections.writer.command({
      query: `INSERT INTO builds SELECT {month:Date}, {timeZone:String}, {build:UInt64}, toDateTime64({watermark:String}, 3, 'UTC'),
        (SELECT count() FROM device_weeks WHERE month = {month:Date} AND build = {build:UInt64})`,
      query_params: params,
    });
    if (connections.builtUntil) connections.builtUntil.ms = await builtUntil(connections);
    await dropOldBuilds(connections, month);
  } catch (cause) {
    if (cause instanceof WarehouseError) throw cause;
    throw new WarehouseError('unavailable', `the values of ${month} could not be built; try again later`, cause);
  }
}

function insertValues(range: { fromMs: number; untilMs: number }): string {
  const columns = QUANTITIES.map(({ id }) => ({
    id,
    ...valueColumn(id),
    ...observedColumns(id),
    where: columnsOf(id).where,
  }));
  const observed = columns.map(
    ({ value, x, sigma, where }) =>
      `ifNull(${where}, 0) AS has_${value}, if(has_${value}, ${x}, 0) AS x_${value}, ${sigma} AS sigma_${value}`,
  );
  const counted = ({ value, more }: ValueColumn) =>
    more === undefined
      ? `toUInt32(countIf(has_${value}))`
      : `toInt32(countIf(has_${value})) - toInt32(countIf(has_download))`;
  const joined = columns.map(
    ({ id, ...column }) =>
      `toFloat32(if(countIf(has_${column.value}) = 0, 0, ${joinedValue(id, `x_${column.value}`, `sigma_${column.value}`, `has_${column.value}`)})), ${counted(column)}`,
  );
  return `INSERT INTO device_weeks (month, build, week, device_key, area_edition, province_code, commune_code, operator, access_kind, technology,
  family, trigger, point_network_kind, ${columns.flatMap(({ value, tests, more = tests }) => [value, more]).join(', ')})
SELECT {month:Date}, {build:UInt64}, any(week_day), device, any(edition), any(province), any(commune), any(network), any(kind_key), any(kit),
  any(family_key), any(trigger_key), any(point_kind), ${joined.join(', ')}
FROM (
  SELECT ${VALUE_WEEK} AS week_day, ${DEVICE_NUMBER} AS device, area_edition AS edition, toLowCardinality(ifNull(province_code, '')) AS province,
    toLowCardinality(ifNull(commune_code, '')) AS commune, toLowCardinality(ifNull(operator, '')) AS network,
    toLowCardinality(ifNull(access_kind, '')) AS kind_key, toLowCardinality(ifNull(technology, '')) AS kit, family AS family_key,
    \`trigger\` AS trigger_key, toLowCardinality(ifNull(point_network_kind, '')) AS point_kind,
    cityHash64(week_day, ifNull(toString(edition), ''), province, commune, network, kind_key, kit, ifNull(toString(family_key), ''), trigger_key, point_kind) AS value_hash,
    ${observed.join(', ')}
  FROM measurements FINAL
  WHERE ${inRange(range)} AND isNotNull(device_key) AND device_key % {passes:UInt64} = {pass:UInt64}
    AND kept_at < toDateTime64({watermark:String}, 3, 'UTC')
)
GROUP BY value_hash, device
HAVING ${columns.map(({ value }) => `countIf(has_${value}) > 0`).join(' OR ')}`;
}

/** The latest time until which any build holds what was kept, milliseconds since 1970; 0 without a build. Rejects with WarehouseError `unavailable`. */
export async function builtUntil(connections: Connections): Promise<number> {
  const [row] = await select<{ ms: number | string }>(connections, {
    sql: 'SELECT toUnixTimestamp64Milli(max(watermark)) AS ms FROM builds',
  });
  return Number(row?.ms ?? 0);
}

/** A query that began before the newest build may still read the one before it; what is older, or died half-way, goes. */
async function dropOldBuilds(connections: Connections, month: string): Promise<void> {
  const rows = await select<{ build: string }>(connections, {
    sql: 'SELECT DISTINCT toString(build) AS build FROM device_weeks WHERE month = {month:Date} ORDER BY build DESC',
    params: { month },
  });
  for (const { build } of rows.slice(2)) await connections.dropPartition('device_weeks', `('${month}', ${build})`);
}
