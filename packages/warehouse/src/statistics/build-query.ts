// From a validated question to SQL: sums, quantiles, ranks, counts. Values of the question travel as parameters, never as text.
import { HISTOGRAM_EDGES } from '@i-speed/statistics';
import type { Plan } from '../build/plan.ts';
import type { TallyPlan } from '../build/tallies.ts';
import type { Query } from '../read/select.ts';
import { collapsed } from './collapsed.ts';
import { conditions, filters, groupOf, inRange, paramsOf, scaleOf } from './columns.ts';
import type { GroupBy, Question, Selection, ShareQuestion } from './question.ts';

/** Cell by cell: n, cluster sums on both scales and of the share at target, and quantiles (type 7) of the collapsed values. */
export function sumsQuery(question: Question, plan: Plan): Query {
  const logs = scaleOf(question.quantity) === 'log';
  const hasTarget = question.target !== undefined;
  const columns = [
    ...clusterColumns('s', 'q', ''),
    ...(logs ? clusterColumns('ls', 'lq', 'log_') : []),
    ...(hasTarget ? clusterColumns('hits', 'hits', 'target_') : []),
  ];
  return {
    sql: `WITH ${collapsed(question, plan)}
SELECT key, kind, n, ${columns.map(({ name }) => name).join(', ')}, ${PERCENTS.map((percent, i) => `quantiles[${i + 1}] AS p${percent}`).join(', ')}
FROM (
  SELECT cell_hash, sum(device_tests) AS n, ${columns.map(({ term, name }) => `${term} AS ${name}`).join(', ')}
  FROM (
    SELECT cell_hash, device, sum(tests) AS device_tests, count() AS m, sum(value) AS s, sum(value * value) AS q
      ${logs ? ', sum(log(value)) AS ls, sum(log(value) * log(value)) AS lq' : ''}${hasTarget ? ', countIf(value >= {target:Float64}) AS hits' : ''}
    FROM collapsed GROUP BY cell_hash, device
  )
  GROUP BY cell_hash
) AS sums
INNER JOIN (
  SELECT cell_hash, any(cell_key) AS key, any(collapsed.kind) AS kind, quantilesExactInclusive(${PERCENTS.map((percent) => percent / 100).join(', ')})(value) AS quantiles
  FROM collapsed GROUP BY cell_hash
) AS spread USING (cell_hash)
ORDER BY key, kind`,
    params: { ...paramsOf(question), ...(hasTarget && { target: question.target }) },
  };
}

const PERCENTS = [10, 20, 50, 80, 90];

/** Cell by cell: n and cluster sums of a share quantity. */
export function shareSumsQuery(question: ShareQuestion, plan: Plan): Query {
  const columns = clusterColumns('s', 'q', '').map(({ name, term }) => `${term} AS ${name}`);
  return {
    sql: `WITH ${collapsed(question, plan)}
SELECT any(cell) AS key, any(cell_kind) AS kind, sum(device_tests) AS n, ${columns.join(', ')}
FROM (
  SELECT cell_hash, any(cell_key) AS cell, any(collapsed.kind) AS cell_kind, device, sum(tests) AS device_tests, count() AS m, sum(value) AS s,
    sum(value * value) AS q
  FROM collapsed GROUP BY cell_hash, device
)
GROUP BY cell_hash ORDER BY key, kind`,
    params: paramsOf(question),
  };
}

/** The collapsed values of given ranks (1-based from below) in given cells: the ends of medians' intervals. */
export function ranksQuery(
  question: Question,
  plan: Plan,
  wanted: readonly { key: string; kind: string; lowRank: number; highRank: number }[],
): Query {
  return {
    sql: `WITH ${collapsed(question, plan)}, arraySort(groupArray(value)) AS sorted,
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

/** Counts of collapsed values by bin of the quantity's edges. */
export function histogramQuery(question: Question, plan: Plan): Query {
  const edges = HISTOGRAM_EDGES[question.quantity] ?? [];
  return {
    sql: `WITH ${collapsed(question, plan)}
SELECT cell_key AS key, kind, uniqExact(device) AS devices,
  arrayMap(bin -> countEqual(groupArray(arrayCount(edge -> value >= edge, {edges:Array(Float64)})) AS bins, bin), range(${edges.length + 1})) AS counts
FROM collapsed GROUP BY cell_key, kind ORDER BY cell_key, kind`,
    params: { ...paramsOf(question), edges: [...edges] },
  };
}

/** All measurements of the selection, whatever their quantity: how many there are of each group, are valid, count, and why not. */
export function tallyQuery(
  question: Selection & { readonly groupBy?: GroupBy },
  { months, ranges }: TallyPlan = { months: [], ranges: [question] },
): Query {
  const { groupBy } = question;
  const fromMeasurements = `SELECT ${groupOf(groupBy, question)} AS key, count() AS received, countIf(validity = 'valid') AS valid,
  countIf(counts_in_statistics) AS counted, sumMap(reasons, arrayMap(reason -> toUInt64(1), reasons)) AS by_reason
FROM measurements FINAL WHERE (${ranges.map(inRange).join(' OR ')}) AND ${filters(question)} GROUP BY key`;
  const wanted = months.map(({ month, tallied }) => `(toDate('${month}'), ${tallied})`);
  const group = groupBy === 'month' ? "formatDateTime(month, '%Y-%m')" : groupOf(groupBy, question);
  const fromTallies = `SELECT ${group} AS key, sum(month_tallies.received) AS received, sum(month_tallies.valid) AS valid, sum(month_tallies.counted) AS counted,
  sumMap(reasons, reason_counts) AS by_reason
FROM month_tallies WHERE (month, tallied) IN (${wanted.join(', ')}) AND ${filters(question)} GROUP BY key`;
  const parts = [...(ranges.length > 0 ? [fromMeasurements] : []), ...(months.length > 0 ? [fromTallies] : [])];
  return {
    sql: `SELECT key, sum(part.received) AS received, sum(part.valid) AS valid, sum(part.counted) AS counted, sumMap(part.by_reason.1, part.by_reason.2) AS sums,
  sums.1 AS reasons, sums.2 AS counts
FROM (${parts.join('\nUNION ALL\n')}) AS part GROUP BY key ORDER BY key`,
    params: paramsOf(question),
  };
}

interface Column {
  readonly name: string;
  readonly term: string;
}

/** Measurements that bear a unit's code, by the unit that stands for it and, where asked, day by day; `units` narrows to some codes. */
export function unitQuery(
  selection: Selection,
  units: readonly string[] | undefined,
  isDaily: boolean,
  heirs: ReadonlyMap<string, string>,
): Query {
  const code = 'toString(unit_code)';
  const unit = heirs.size === 0 ? code : `transform(${code}, {merged:Array(String)}, {heirs:Array(String)}, ${code})`;
  return {
    sql: `SELECT ${unit} AS unit, ${groupOf(isDaily ? 'day' : undefined, selection)} AS day, count() AS measurements,
  countIf(counts_in_statistics AND access_kind = 'fixed') AS fixed,
  countIf(counts_in_statistics AND access_kind = 'mobile') AS mobile, uniqExact(device_key) AS devices
FROM measurements FINAL WHERE ${conditions(selection)} AND ${units === undefined ? 'isNotNull(unit_code)' : 'unit_code IN {units:Array(String)}'}
GROUP BY unit, day ORDER BY unit, day`,
    params: {
      ...paramsOf(selection),
      ...(units && { units: [...units] }),
      ...(heirs.size > 0 && { merged: [...heirs.keys()], heirs: [...heirs.values()] }),
    },
  };
}

/** The sums of statistics/cluster-sums over devices: m values adding up to `sum`, their squares adding up to `squares`. */
function clusterColumns(sum: string, squares: string, prefix: string): Column[] {
  const moments = { sum, squares, mm: 'm * m', ms: `m * ${sum}`, ss: `${sum} * ${sum}` };
  const third = {
    mmm: 'm * m * m',
    mms: `m * m * ${sum}`,
    mss: `m * ${sum} * ${sum}`,
    sss: `${sum} * ${sum} * ${sum}`,
  };
  return [
    { name: `${prefix}devices`, term: 'count()' },
    { name: `${prefix}values`, term: 'sum(m)' },
    ...Object.entries({ ...moments, ...third }).map(([name, term]) => ({
      name: `${prefix}${name}`,
      term: `sum(toFloat64(${term}))`,
    })),
  ];
}
