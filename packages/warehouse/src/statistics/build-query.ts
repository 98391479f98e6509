// From a validated question to SQL: the one query builder. Values of the question travel as parameters, never as text.
import { QUANTITIES, type Scale, WITHIN_DEVICE_SD_LOG } from '@i-speed/statistics';
import { clickhouseTime } from '../append/row.ts';
import { ID_SLACK_MS } from '../read/history.ts';
import type { Query } from '../read/select.ts';
import type { AskedQuantity, GroupBy, Question } from './question.ts';

/** Columns of a quantity; `low` and `high` are the ends of a measurement's own 90 % interval where it has one. */
const COLUMNS: Readonly<Record<AskedQuantity, { value: string; low?: string; high?: string }>> = {
  download: { value: 'download_mbps', low: 'download_low_mbps', high: 'download_high_mbps' },
  upload: { value: 'upload_mbps', low: 'upload_low_mbps', high: 'upload_high_mbps' },
  'latency-idle': { value: 'latency_idle_ms' },
  'latency-loaded-down': { value: 'latency_loaded_down_ms' },
  'latency-loaded-up': { value: 'latency_loaded_up_ms' },
  jitter: { value: 'jitter_ms' },
  responsiveness: { value: 'responsiveness_rpm' },
};

const PROVINCE = "if(area_edition = {edition:Date}, ifNull(province_code, ''), '')";

const GROUPS: Readonly<Record<GroupBy, string>> = {
  day: 'toString(toDate(started_at, {timeZone:String}))',
  month: "formatDateTime(started_at, '%Y-%m', {timeZone:String})",
  province: PROVINCE,
  operator: "ifNull(operator, '')",
  access: "ifNull(access_kind, '')",
  technology: "ifNull(technology, '')",
};

/** Half the width of a 90 % normal interval in standard deviations, both sides: as in statistics/collapse. */
const NORMAL_90_WIDTH = '(2 * 1.6448536269514722)';

/** Cell by cell: n, cluster sums on both scales, and quantiles (type 7) of the collapsed values. */
export function sumsQuery(question: Question): Query {
  const logs = scaleOf(question.quantity) === 'log';
  return {
    sql: `WITH ${collapsed(question)}, arraySort(arrayFlatten(groupArray(device_values))) AS sorted
SELECT cell_key AS key, kind, sum(tests) AS n,
  ${clusterColumns('s', 'q', '')}${logs ? `,\n  ${clusterColumns('ls', 'lq', 'log_')}` : ''},
  ${[10, 50, 90].map((percent) => `${quantileOf('sorted', percent / 100)} AS p${percent}`).join(', ')}
FROM (
  SELECT cell_key, kind, device, sum(tests) AS tests, count() AS m, sum(value) AS s, sum(value * value) AS q,
    sum(log(value)) AS ls, sum(log(value) * log(value)) AS lq, groupArray(value) AS device_values
  FROM collapsed GROUP BY cell_key, kind, device
)
GROUP BY cell_key, kind ORDER BY cell_key, kind`,
    params: paramsOf(question),
  };
}

/** The collapsed values of given ranks (1-based from below) in given cells: the ends of medians' intervals. */
export function ranksQuery(
  question: Question,
  wanted: readonly { key: string; kind: string; lowRank: number; highRank: number }[],
): Query {
  return {
    sql: `WITH ${collapsed(question)}, arraySort(groupArray(value)) AS sorted,
  indexOf({cells:Array(String)}, concat(kind, ' ', cell_key)) AS place
SELECT cell_key AS key, kind, sorted[{lows:Array(UInt64)}[place]] AS low, sorted[{highs:Array(UInt64)}[place]] AS high
FROM collapsed WHERE concat(kind, ' ', cell_key) IN {cells:Array(String)}
GROUP BY cell_key, kind`,
    params: {
      ...paramsOf(question),
      cells: wanted.map(({ key, kind }) => `${kind} ${key}`),
      lows: wanted.map(({ lowRank }) => lowRank),
      highs: wanted.map(({ highRank }) => highRank),
    },
  };
}

/** All measurements of the question's period and filters, whatever their quantity: how many there are, are valid, count, and why not. */
export function tallyQuery(question: Question): Query {
  return {
    sql: `WITH sumMap(reasons, arrayMap(reason -> toUInt64(1), reasons)) AS by_reason
SELECT count() AS received, countIf(validity = 'valid') AS valid, countIf(counts_in_statistics) AS counted,
  by_reason.1 AS reasons, by_reason.2 AS counts
FROM measurements FINAL WHERE ${conditions(question)}`,
    params: paramsOf(question),
  };
}

/** The scale on which a quantity's measurements of one device are joined. */
export function scaleOf(quantity: AskedQuantity): Scale {
  return QUANTITIES.find(({ id }) => id === quantity)?.scale ?? 'linear';
}

/** One value for each cell, device, commune, operator, access, stratum and week: statistics/collapse in SQL. */
function collapsed(question: Question): string {
  const { value, low, high } = COLUMNS[question.quantity];
  const isLog = scaleOf(question.quantity) === 'log';
  const sigma =
    low === undefined || high === undefined
      ? '-1.'
      : `if(${low} > 0 AND ${high} >= ${low}, log(toFloat64(assumeNotNull(${high})) / assumeNotNull(${low})) / ${NORMAL_90_WIDTH}, -1.)`;
  const joined = isLog
    ? `exp(arraySum(arrayMap((w, t) -> w * t.1, weights, tests_of)) / arraySum(weights))`
    : 'arrayAvg(arrayMap(t -> t.1, tests_of))';
  return `observed AS (
  SELECT ${question.groupBy === undefined ? "''" : GROUPS[question.groupBy]} AS cell_key, ifNull(point_network_kind, '') AS kind,
    assumeNotNull(device_key) AS device, ifNull(commune_code, '') AS commune, ifNull(operator, '') AS operator_key,
    concat(ifNull(access_kind, ''), '/', ifNull(technology, '')) AS access_key,
    concat(\`trigger\`, '/', ifNull(toString(family), '')) AS stratum,
    toMonday(toDate(started_at, {timeZone:String})) AS week,
    toFloat64(assumeNotNull(${value})) AS amount, ifNull(${sigma}, -1.) AS sigma
  FROM measurements FINAL
  WHERE ${conditions(question)} AND counts_in_statistics AND isNotNull(device_key) AND isNotNull(${value})${isLog ? ` AND ${value} > 0` : ''}
), collapsed AS (
  SELECT cell_key, kind, device, count() AS tests,
    groupArray((${isLog ? 'log(amount)' : 'amount'}, sigma)) AS tests_of, greatest(0., max(sigma)) AS worst,
    arrayMap(t -> 1 / (pow(if(t.2 < 0, worst, t.2), 2) + ${WITHIN_DEVICE_SD_LOG ** 2}), tests_of) AS weights,
    ${joined} AS value
  FROM observed GROUP BY cell_key, kind, device, commune, operator_key, access_key, stratum, week
)`;
}

function conditions(question: Question): string {
  return [
    "id_at BETWEEN {idFrom:DateTime64(3, 'UTC')} AND {idUntil:DateTime64(3, 'UTC')}",
    "started_at >= {from:DateTime64(3, 'UTC')} AND started_at < {until:DateTime64(3, 'UTC')}",
    ...(question.access === undefined ? [] : ['access_kind = {access:String}']),
    ...(question.technology === undefined ? [] : ['technology = {technology:String}']),
    ...(question.operator === undefined ? [] : ['operator = {operator:String}']),
    ...(question.provinceCode === undefined ? [] : [`${PROVINCE} = {provinceCode:String}`]),
    ...(question.networkKind === undefined ? [] : ['point_network_kind = {networkKind:String}']),
  ].join(' AND ');
}

function paramsOf(question: Question): Record<string, unknown> {
  const { fromMs, untilMs, timeZone, edition, access, technology, operator, provinceCode, networkKind } = question;
  const given = { access, technology, operator, provinceCode, networkKind };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    timeZone,
    edition,
    from: clickhouseTime(fromMs),
    until: clickhouseTime(untilMs),
    idFrom: clickhouseTime(fromMs - ID_SLACK_MS),
    idUntil: clickhouseTime(untilMs + ID_SLACK_MS),
  };
}

/** The sums of statistics/cluster-sums over devices: m values adding up to `sum`, their squares adding up to `squares`. */
function clusterColumns(sum: string, squares: string, prefix: string): string {
  const moments = { sum, squares, mm: 'm * m', ms: `m * ${sum}`, ss: `${sum} * ${sum}` };
  const third = {
    mmm: 'm * m * m',
    mms: `m * m * ${sum}`,
    mss: `m * ${sum} * ${sum}`,
    sss: `${sum} * ${sum} * ${sum}`,
  };
  return [
    `count() AS ${prefix}devices`,
    `sum(m) AS ${prefix}values`,
    ...Object.entries({ ...moments, ...third }).map(([name, term]) => `sum(toFloat64(${term})) AS ${prefix}${name}`),
  ].join(', ');
}

/** Type 7: linear between the two nearest order statistics, as statistics/quantile. */
function quantileOf(sorted: string, probability: number): string {
  const position = `((length(${sorted}) - 1) * ${probability})`;
  const below = `${sorted}[toUInt64(floor(${position})) + 1]`;
  const above = `${sorted}[toUInt64(ceil(${position})) + 1]`;
  return `${below} + (${above} - ${below}) * (${position} - floor(${position}))`;
}
