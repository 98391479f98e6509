// From a validated question to SQL: what changes, small areas and sufficiency are reckoned from.
import { networkKind } from '@i-speed/spec';
import type { Scale } from '@i-speed/statistics';
import type { Plan } from '../build/value/plan.ts';
import type { Query } from '../read/select.ts';
import { cellHash, collapsed } from './collapsed.ts';
import { areaOf, conditions, paramsOf } from './columns.ts';
import type { AskedQuantity, Selection } from './question.ts';

export interface PlainQuestion extends Selection {
  readonly quantity: AskedQuantity;
}

/** The columns of a table of the mix: by period and kind of point (cell_hash) and cell operator x technology x commune. */
export const MIX_COLUMNS = 'cell_hash UInt64, mix_cell UInt64, devices UInt32, mean Float64, squares Float64';

/** Its rows of one plan: devices, their mean and squared deviations, one value a device. Rows stand under the period's name, or under their months. */
export function mixQuery(
  { period, ...question }: PlainQuestion & { readonly period?: string; readonly groupBy?: 'month' },
  plan: Plan,
  scale: Scale,
): Query {
  return {
    sql: `WITH ${collapsed(question, plan, period === undefined ? undefined : '{period:String}')}
SELECT cell_hash, mix_cell, count() AS devices, avg(x) AS mean, varPopStable(x) * count() AS squares
FROM (SELECT cell_hash, mix_cell, device, avg(${scale === 'log' ? 'log(value)' : 'value'}) AS x FROM collapsed GROUP BY cell_hash, mix_cell, device)
GROUP BY cell_hash, mix_cell`,
    params: { ...paramsOf(question), ...(period !== undefined && { period }) },
  };
}

/** For pairs of a table's periods and each kind of point that either has: the sums of mixSums in statistics. */
export function mixSumsQuery(table: string, pairs: readonly (readonly [string, string])[], scale: Scale): Query {
  const isLog = scale === 'log';
  const w = '(toFloat64(b.devices) + a.devices)';
  const relative = (side: string) => (isLog ? `${side}.squares` : `${side}.squares / pow(${side}.mean, 2)`);
  const spread = (side: string) => `sum(${w} * ${w} / ${side}.devices${isLog ? '' : ` * pow(${side}.mean, 2)`})`;
  return {
    sql: `WITH wanted AS (
    SELECT pair.1 AS period_before, pair.2 AS period_after, kind, ${cellHash('period_before', 'kind')} AS hash_before, ${cellHash('period_after', 'kind')} AS hash_after
    FROM (SELECT arrayJoin(arrayZip({befores:Array(String)}, {afters:Array(String)})) AS pair, arrayJoin({kinds:Array(String)}) AS kind)
  ),
  everywhere AS (
    SELECT period_before, period_after, kind, sum(found.devices) AS devicesEverywhere
    FROM (SELECT *, arrayJoin([hash_before, hash_after]) AS cell_hash FROM wanted) AS asked
    INNER JOIN (SELECT cell_hash, sum(devices) AS devices FROM ${table} GROUP BY cell_hash) AS found USING (cell_hash)
    GROUP BY period_before, period_after, kind
  ),
  matched AS (
    SELECT b.period_before AS period_before, b.period_after AS period_after, b.kind AS kind, count() AS cells, sum(b.devices) AS devicesBefore,
      sum(a.devices) AS devicesAfter, sum(${w}) AS weight, sum(${w} * b.mean) AS sumBefore, sum(${w} * a.mean) AS sumAfter,
      sum(${relative('b')} + ${relative('a')}) AS squares, sum(toInt64(b.devices) + a.devices - 2) AS degrees,
      ${spread('b')} AS spreadBefore, ${spread('a')} AS spreadAfter
    FROM (SELECT * FROM ${table} AS cells INNER JOIN wanted ON wanted.hash_before = cells.cell_hash) AS b
    INNER JOIN (SELECT * FROM ${table} WHERE cell_hash IN (SELECT hash_after FROM wanted)) AS a ON a.cell_hash = b.hash_after AND a.mix_cell = b.mix_cell
    GROUP BY period_before, period_after, kind
  )
SELECT everywhere.period_before AS periodBefore, everywhere.period_after AS periodAfter, everywhere.kind AS kind, devicesEverywhere,
  matched.* EXCEPT (period_before, period_after, kind)
FROM everywhere LEFT JOIN matched USING (period_before, period_after, kind) ORDER BY periodBefore, periodAfter, kind`,
    params: {
      befores: pairs.map(([before]) => before),
      afters: pairs.map(([, after]) => after),
      kinds: [...networkKind.options, ''],
    },
  };
}

/** For each commune of the edition and network: the mean logarithm of every device. `within` as in small-areas.ts. */
export function deviceLogsQuery(question: PlainQuestion, plan: Plan, within: 'network' | 'access'): Query {
  const place = `concat(${areaOf('province', question)}, ' ', ${areaOf('commune', question)})`;
  const network = within === 'network' ? "concat(operator_key, ' ', access_key)" : "splitByChar('/', access_key)[1]";
  return {
    sql: `WITH ${collapsed(question, plan, place)}
SELECT splitByChar(' ', cell_key)[1] AS province, splitByChar(' ', cell_key)[2] AS commune, network, groupArray(x) AS logs
FROM (
  SELECT cell_key, ${network} AS network, device, avg(log(value)) AS x FROM collapsed
  WHERE splitByChar(' ', cell_key)[2] != '' GROUP BY cell_key, network, device ORDER BY device
)
GROUP BY cell_key, network ORDER BY cell_key, network`,
    params: paramsOf(question),
  };
}

/** Counted measurements and their devices by province, commune and access kind. */
export function sufficiencyQuery(selection: Selection): Query {
  return {
    sql: `SELECT ${areaOf('province', selection)} AS province, ${areaOf('commune', selection)} AS commune,
  ifNull(access_kind, '') AS access, count() AS counted, uniqExact(device_key) AS devices
FROM measurements FINAL WHERE ${conditions(selection)} AND counts_in_statistics
GROUP BY province, commune, access ORDER BY province, commune, access`,
    params: paramsOf(selection),
  };
}
