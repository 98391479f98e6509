// What of a row is meant by the words of a question: quantities, groups, areas and filters as SQL over `measurements`.
import { QUANTITIES, type QuantityId, type Scale } from '@i-speed/statistics';
import { clickhouseTime } from '../append/row.ts';
import type { DirtyWeeks } from '../build/value/plan.ts';
import { ID_SLACK_MS } from '../read/history.ts';
import type { AskedQuantity, GroupBy, Selection } from './question.ts';

/** How a quantity stands in a row: its value, the ends of its own 90 % interval, and the rows that it is asked of. */
export interface QuantityColumns {
  readonly value: string;
  readonly low?: string;
  readonly high?: string;
  readonly where: string;
}

const COUNTED = 'counts_in_statistics AND isNotNull(device_key)';

const AMOUNTS: Readonly<Record<AskedQuantity, { value: string; low?: string; high?: string }>> = {
  download: { value: 'download_mbps', low: 'download_low_mbps', high: 'download_high_mbps' },
  upload: { value: 'upload_mbps', low: 'upload_low_mbps', high: 'upload_high_mbps' },
  'latency-idle': { value: 'latency_idle_ms' },
  'latency-loaded-down': { value: 'latency_loaded_down_ms' },
  'latency-loaded-up': { value: 'latency_loaded_up_ms' },
  jitter: { value: 'jitter_ms' },
  responsiveness: { value: 'responsiveness_rpm' },
};

/** Columns of a quantity. A failure never counts, so that the share of failures is asked of all valid and all failed measurements. */
export function columnsOf(quantity: QuantityId): QuantityColumns {
  if (quantity === 'loss')
    return { value: '1 - toFloat64(loss_received) / loss_sent', where: `${COUNTED} AND loss_sent > 0` };
  if (quantity === 'ipv6') return { value: 'ipv6_reachable', where: `${COUNTED} AND isNotNull(ipv6_reachable)` };
  if (quantity === 'failure') {
    const failed = "reasons = ['failed']";
    return { value: failed, where: `isNotNull(device_key) AND (validity = 'valid' OR ${failed})` };
  }
  const columns = AMOUNTS[quantity];
  const isThere = scaleOf(quantity) === 'log' ? `${columns.value} > 0` : `isNotNull(${columns.value})`;
  return { ...columns, where: `${COUNTED} AND ${isThere}` };
}

/**
 * The number a device is known by among values: of 100 million devices some 18 pairs share one of 48 bits, too few to be seen in any figure. Whose a
 * measurement is, is told by the whole key.
 */
export const DEVICE_NUMBER = `bitAnd(assumeNotNull(device_key), ${2 ** 48 - 1})`;

/** The scale on which a quantity's measurements of one device are joined. */
export function scaleOf(quantity: QuantityId): Scale {
  return QUANTITIES.find(({ id }) => id === quantity)?.scale ?? 'linear';
}

/** The group a row belongs to, as text; '' where the row does not tell. */
export function groupOf(groupBy: GroupBy | undefined, selection: Selection): string {
  switch (groupBy) {
    case undefined:
      return "''";
    case 'day':
      return `toString(${DAY})`;
    case 'month':
      return "formatDateTime(started_at, '%Y-%m', {timeZone:String})";
    case 'hour':
      return "formatDateTime(started_at, '%H', {timeZone:String})";
    case 'province':
      return areaOf('province', selection);
    case 'commune':
      return areaOf('commune', selection);
    case 'operator':
      return "ifNull(operator, '')";
    case 'access':
      return "ifNull(access_kind, '')";
    case 'technology':
      return "ifNull(technology, '')";
    case 'family':
      return "ifNull(toString(family), '')";
    case 'trigger':
      return 'toString(`trigger`)';
    case 'hexagon':
      return HEXAGON;
  }
}

/** A position that may be off by more than a cell's edge names no cell: edges are 1,281 km at resolution 0, each next cell has a seventh of the area. */
const HEXAGON = `if(isNull(latitude) OR isNull(longitude) OR ifNull(position_source, '') != 'gps' OR
  ifNull(accuracy_m, 0) > 1281256 / pow(sqrt(7), {resolution:UInt8}), '',
  h3ToString(geoToH3(assumeNotNull(latitude), assumeNotNull(longitude), {resolution:UInt8})))`;

const DAY = 'toDate(started_at, {timeZone:String})';

/** The week of a value: the ISO week cut at the month's ends, as valueWeekOf in statistics. */
export const VALUE_WEEK = `greatest(toMonday(${DAY}), toStartOfMonth(${DAY}))`;

/** Code of a row's area in the question's edition; '' where it has none there. */
export function areaOf(level: 'province' | 'commune', { areas = 'own' }: Selection): string {
  const own = `ifNull(toString(${level}_code), '')`;
  if (areas === 'own') return `if(area_edition = {edition:Date}, ${own}, '')`;
  const table = (column: string) =>
    `(SELECT groupArray(${column}) FROM (SELECT * FROM area_successors FINAL WHERE to_edition = {edition:Date} AND level = '${level}' ORDER BY from_edition, code))`;
  const successor = `transform(concat(toString(ifNull(area_edition, toDate(0))), ' ', ${own}), ${table("concat(toString(from_edition), ' ', code)")}, ${table('successor')}, '')`;
  return `multiIf(area_edition = {edition:Date}, ${own}, ${own} = '', '', ${successor})`;
}

/** Rows of the selection. */
export function conditions(selection: Selection): string {
  return `${inRange(selection)} AND ${filters(selection)}`;
}

/** Measurements that began in a time. An id is of the start but for ID_SLACK_MS, and is what the table is sorted by. */
export function inRange({ fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number }): string {
  const at = (ms: number) => `toDateTime64('${clickhouseTime(ms)}', 3, 'UTC')`;
  return `(id_at BETWEEN ${at(fromMs - ID_SLACK_MS)} AND ${at(untilMs + ID_SLACK_MS)} AND started_at >= ${at(fromMs)} AND started_at < ${at(untilMs)})`;
}

/** Numbers of the devices of measurements of a build's weeks that came after it. */
export function keptIn(weeks: DirtyWeeks): string {
  return `SELECT ${DEVICE_NUMBER} FROM measurements WHERE ${inRange(weeks)} AND kept_at >= fromUnixTimestamp64Milli(${weeks.watermarkMs}) AND isNotNull(device_key)`;
}

/** Own codes of the areas that a question of one area reads, as conditions that the sorting of `device_weeks` answers. */
export function placed({ provinceCode, communeCode }: Selection): string {
  const codes = (level: 'province' | 'commune') =>
    `${level}_code IN (SELECT code FROM area_successors WHERE to_edition = {edition:Date} AND level = '${level}' AND successor = {${level}Code:String} UNION ALL SELECT {${level}Code:String})`;
  return [
    ...(provinceCode === undefined ? [] : [` AND ${codes('province')}`]),
    ...(communeCode === undefined ? [] : [` AND ${codes('commune')}`]),
  ].join('');
}

/** The selection but for its time. */
export function filters(selection: Selection): string {
  const { access, technology, operator, provinceCode, communeCode, networkKind, family, trigger } = selection;
  return [
    '1',
    ...(access === undefined ? [] : ['access_kind = {access:String}']),
    ...(technology === undefined ? [] : ['technology = {technology:String}']),
    ...(operator === undefined ? [] : ['operator = {operator:String}']),
    ...(provinceCode === undefined ? [] : [`${areaOf('province', selection)} = {provinceCode:String}`]),
    ...(communeCode === undefined ? [] : [`${areaOf('commune', selection)} = {communeCode:String}`]),
    ...(networkKind === undefined ? [] : ['point_network_kind = {networkKind:String}']),
    ...(family === undefined ? [] : ['family = {family:UInt8}']),
    ...(trigger === undefined ? [] : ['`trigger` = {trigger:String}']),
  ].join(' AND ');
}

/** Values of the selection by parameter: they travel beside the text, never in it. */
export function paramsOf(selection: Selection): Record<string, unknown> {
  const { timeZone, edition, areas: _, ...others } = selection;
  const names = [
    ...['access', 'technology', 'operator', 'provinceCode', 'communeCode', 'networkKind', 'family', 'trigger'],
    'resolution',
  ];
  const given = Object.entries(others).filter(([name, value]) => value !== undefined && names.includes(name));
  return {
    ...Object.fromEntries(given),
    timeZone,
    edition,
  };
}
