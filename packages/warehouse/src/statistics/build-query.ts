// From a validated question to SQL: sums, quantiles, ranks, counts. Values of the question travel as parameters, never as text.
import { HISTOGRAM_EDGES } from '@i-speed/statistics';
import type { Query } from '../read/select.ts';
import { collapsed } from './collapsed.ts';
import { conditions, paramsOf, scaleOf } from './columns.ts';
import type { Question, Selection, ShareQuestion } from './question.ts';

/** Cell by cell: n, cluster sums on both scales and of the share at target, and quantiles (type 7) of the collapsed values. */
export function sumsQuery(question: Question): Query {
  const logs = scaleOf(question.quantity) === 'log';
  const hasTarget = question.target !== undefined;
  return {
    sql: `WITH ${collapsed(question)}, arraySort(arrayFlatten(groupArray(device_values))) AS sorted
SELECT cell_key AS key, kind, sum(tests) AS n,
  ${clusterColumns('s', 'q', '')}${logs ? `,\n  ${clusterColumns('ls', 'lq', 'log_')}` : ''}${hasTarget ? `,\n  ${clusterColumns('hits', 'hits', 'target_')}` : ''},
  ${[10, 20, 50, 80, 90].map((percent) => `${quantileOf('sorted', percent / 100)} AS p${percent}`).join(', ')}
FROM (
  SELECT cell_key, kind, device, sum(tests) AS tests, count() AS m, sum(value) AS s, sum(value * value) AS q,
    ${logs ? 'sum(log(value)) AS ls, sum(log(value) * log(value)) AS lq, ' : ''}${hasTarget ? 'countIf(value >= {target:Float64}) AS hits, ' : ''}groupArray(value) AS device_values
  FROM collapsed GROUP BY cell_key, kind, device
)
GROUP BY cell_key, kind ORDER BY cell_key, kind`,
    params: { ...paramsOf(question), ...(hasTarget && { target: question.target }) },
  };
}

/** Cell by cell: n and cluster sums of a share quantity. */
export function shareSumsQuery(question: ShareQuestion): Query {
  return {
    sql: `WITH ${collapsed(question)}
SELECT cell_key AS key, kind, sum(tests) AS n, ${clusterColumns('s', 'q', '')}
FROM (
  SELECT cell_key, kind, device, sum(tests) AS tests, count() AS m, sum(value) AS s, sum(value * value) AS q
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

/** Counts of collapsed values by bin of the quantity's edges. */
export function histogramQuery(question: Question): Query {
  const edges = HISTOGRAM_EDGES[question.quantity] ?? [];
  return {
    sql: `WITH ${collapsed(question)}
SELECT cell_key AS key, kind, uniqExact(device) AS devices,
  arrayMap(bin -> countEqual(groupArray(arrayCount(edge -> value >= edge, {edges:Array(Float64)})) AS bins, bin), range(${edges.length + 1})) AS counts
FROM collapsed GROUP BY cell_key, kind ORDER BY cell_key, kind`,
    params: { ...paramsOf(question), edges: [...edges] },
  };
}

/** All measurements of the selection, whatever their quantity: how many there are, are valid, count, and why not. */
export function tallyQuery(selection: Selection): Query {
  return {
    sql: `WITH sumMap(reasons, arrayMap(reason -> toUInt64(1), reasons)) AS by_reason
SELECT count() AS received, countIf(validity = 'valid') AS valid, countIf(counts_in_statistics) AS counted,
  by_reason.1 AS reasons, by_reason.2 AS counts
FROM measurements FINAL WHERE ${conditions(selection)}`,
    params: paramsOf(selection),
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
