// From a validated question to SQL: sums, quantiles, ranks, counts. Values of the question travel as parameters, never as text.
import { HISTOGRAM_EDGES, isAbuse, VALIDITY_REASONS } from '@i-speed/statistics';
import type { TallyPlan } from '../build/count/tallies.ts';
import type { Plan } from '../build/value/plan.ts';
import type { Query } from '../read/select.ts';
import { collapsed } from './collapsed.ts';
import { conditions, filters, groupOf, inRange, paramsOf, scaleOf } from './columns.ts';
import type { GroupBy, Question, Selection, ShareQuestion } from './question.ts';

/** Cell by cell: n, and cluster sums on both scales and of the share at target. `cell` is a number of 64 bits, as text. */
export function sumsQuery(question: Question, plan: Plan): Query {
  const { target } = question;
  const summed: Summed[] = [{ name: '', x: 'value', s: 's' }];
  if (scaleOf(question.quantity) === 'log') summed.push({ name: 'log_', x: 'log(value)', s: 'ls' });
  if (target !== undefined) summed.push({ name: 'target_', x: 'toFloat64(value >= {target:Float64})', s: 'hits' });
  return {
    sql: clusterSums(collapsed(question, plan), summed),
    params: { ...paramsOf(question), ...(target !== undefined && { target }) },
  };
}

/** Cell by cell: n and cluster sums of a share quantity. */
export function shareSumsQuery(question: ShareQuestion, plan: Plan): Query {
  return {
    sql: clusterSums(collapsed(question, plan), [{ name: '', x: 'value', s: 's' }]),
    params: paramsOf(question),
  };
}

/** What is summed: the beginning of its columns' names, each value's share of it, and its sum over a device. */
interface Summed {
  readonly name: '' | 'log_' | 'target_';
  readonly x: string;
  readonly s: string;
}

/**
 * The sums of statistics/cluster-sums: with m values adding up to s in each device those of products of the two, and, without telling devices apart,
 * those of single values. What each device holds meanwhile is as little as can be: there are millions.
 */
function clusterSums(collapsedValues: string, summed: readonly Summed[]): string {
  const single = summed.flatMap(({ name, x }) => [`sum(${x}) AS ${name}sum`, `sum(${x} * ${x}) AS ${name}squares`]);
  const products = summed.flatMap(({ name, s }) =>
    Object.entries({
      ms: `m * ${s}`,
      ss: `${s} * ${s}`,
      mms: `m * m * ${s}`,
      mss: `m * ${s} * ${s}`,
      sss: `${s} * ${s} * ${s}`,
    }).map(([product, term]) => `sum(${term}) AS ${name}${product}`),
  );
  return `WITH ${collapsedValues}
SELECT toString(cell_hash) AS cell, * EXCEPT (cell_hash)
FROM (
  SELECT cell_hash, count() AS devices, sum(m * m) AS mm, sum(m * m * m) AS mmm, ${products.join(', ')}
  FROM (
    SELECT cell_hash, device, toFloat64(count()) AS m, ${summed.map(({ x, s }) => `sum(${x}) AS ${s}`).join(', ')}
    FROM collapsed GROUP BY cell_hash, device
  )
  GROUP BY cell_hash
) AS products
INNER JOIN (
  SELECT cell_hash, any(cell_key) AS key, any(collapsed.kind) AS kind, sum(tests) AS n, count() AS values, ${single.join(', ')}
  FROM collapsed GROUP BY cell_hash
) AS single USING (cell_hash)
ORDER BY key, kind`;
}

/** Probabilities of the quantiles that every cell tells. */
const QUANTILES = [0.1, 0.2, 0.5, 0.8, 0.9];

/**
 * Cell by cell: `ranks` (1-based from below) and the collapsed values at them, those of the quantiles (as quantileRanks in statistics) and, last,
 * the asked one (0: none) and its mirror from above, the ends of the median's interval. Values are counted before they are sorted: on the
 * grid of their digits millions are some thousand different ones; those of a commune or a hexagon are few, and sorted as they are.
 */
export function ranksQuery(
  question: Question,
  plan: Plan,
  asked: readonly { readonly cell: string; readonly lowRank: number }[],
): Query {
  const isSmall = question.groupBy === 'commune' || question.groupBy === 'hexagon';
  const [n, found, from] = isSmall ? SORTED : COUNTED;
  return {
    sql: `WITH ${collapsed(question, plan)}, ${n} AS n, {lows:Array(Float64)}[indexOf({cells:Array(UInt64)}, cell_hash)] AS low,
  arrayConcat(arrayFlatten(arrayMap(p -> [floor((n - 1) * p) + 1, ceil((n - 1) * p) + 1], {quantiles:Array(Float64)})), [low, n + 1 - low]) AS wanted
SELECT toString(cell_hash) AS cell, wanted AS ranks, arrayMap(rank -> ${found}, wanted) AS found
FROM ${from}
GROUP BY cell_hash`,
    params: {
      ...paramsOf(question),
      cells: asked.map(({ cell }) => BigInt(cell)),
      lows: asked.map(({ lowRank }) => lowRank),
      quantiles: QUANTILES,
    },
  };
}

/** How many values there are, the one at a rank, and of what: of values counted first, and of cells so small that each value is nearly alone. */
const COUNTED = [
  'arraySort(groupArray((value, times))) AS spread, arrayCumSum(spread.2) AS up_to, toFloat64(sum(times))',
  'spread[arrayFirstIndex(seen -> seen >= rank, up_to)].1',
  '(SELECT cell_hash, value, count() AS times FROM collapsed GROUP BY cell_hash, value)',
] as const;
const SORTED = [
  'arraySort(groupArray(value)) AS spread, toFloat64(count())',
  'spread[toUInt32(rank)]',
  'collapsed',
] as const;

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

/** The first rule against abuse that excluded a measurement, as the reasons stand in their order; '' where none did. */
/** The rule against abuse under which an excluded measurement stands: the first of its reasons; '' for none. */
export const ABUSE_RULE =
  'arrayFirst(reason -> reason IN {abuse:Array(String)}, arrayMap(reason -> toString(reason), reasons))';

/**
 * Measurements that bear a unit's code, by the unit that stands for it and, where asked, day by day; `units` narrows to some codes. All take
 * part, but of a device's that a rule against abuse excluded one for each rule (`participates` of statistics).
 */
export function unitQuery(
  selection: Selection,
  units: readonly string[] | undefined,
  isDaily: boolean,
  heirs: ReadonlyMap<string, string>,
): Query {
  return {
    sql: `SELECT ${unitOf(heirs)} AS unit, ${groupOf(isDaily ? 'day' : undefined, selection)} AS day,
  countIf(${ABUSE_RULE} = '') + uniqExactIf((ifNull(device_key, 0), ${ABUSE_RULE}), ${ABUSE_RULE} != '') AS measurements,
  countIf(counts_in_statistics AND access_kind = 'fixed') AS fixed,
  countIf(counts_in_statistics AND access_kind = 'mobile') AS mobile, uniqExact(device_key) AS devices
FROM measurements FINAL WHERE ${conditions(selection)} AND ${ofUnits(units)}
GROUP BY unit, day ORDER BY unit, day`,
    params: unitParams(selection, units, heirs),
  };
}

/** Measurements that a rule against abuse set aside, by unit and rule; parameters are those of `unitQuery`. */
export function setAsideQuery(
  selection: Selection,
  units: readonly string[] | undefined,
  heirs: ReadonlyMap<string, string>,
): Query {
  return {
    sql: `SELECT unit, rule, count() AS n, uniqExact(device) AS devices, avg(percent) AS mean, max(percent) AS most
FROM (
  SELECT ${unitOf(heirs)} AS unit, ${ABUSE_RULE} AS rule, ifNull(device_key, 0) AS device, abuse_percent AS percent
  FROM measurements FINAL WHERE ${conditions(selection)} AND ${ofUnits(units)}
)
WHERE rule != '' GROUP BY unit, rule ORDER BY unit, n DESC, rule`,
    params: unitParams(selection, units, heirs),
  };
}

/** The unit that a measurement counts for. */
function unitOf(heirs: ReadonlyMap<string, string>): string {
  const code = 'toString(unit_code)';
  return heirs.size === 0 ? code : `transform(${code}, {merged:Array(String)}, {heirs:Array(String)}, ${code})`;
}

function ofUnits(units: readonly string[] | undefined): string {
  return units === undefined ? 'isNotNull(unit_code)' : 'unit_code IN {units:Array(String)}';
}

function unitParams(
  selection: Selection,
  units: readonly string[] | undefined,
  heirs: ReadonlyMap<string, string>,
): NonNullable<Query['params']> {
  return {
    ...paramsOf(selection),
    abuse: VALIDITY_REASONS.filter(isAbuse),
    ...(units && { units: [...units] }),
    ...(heirs.size > 0 && { merged: [...heirs.keys()], heirs: [...heirs.values()] }),
  };
}
