// One value for each group, device, place, network, stratum and week: read from builds where there are any, made from measurements elsewhere.
import type { QuantityId } from '@i-speed/statistics';
import type { Plan } from '../build/plan.ts';
import { valueColumn } from '../build/value-column.ts';
import { columnsOf, filters, groupOf, inRange, keptIn, VALUE_WEEK } from './columns.ts';
import { joinedValue, observedColumns } from './join-tests.ts';
import type { GroupBy, Selection } from './question.ts';

export interface Asked extends Selection {
  readonly quantity: QuantityId;
  readonly groupBy?: GroupBy;
}

/**
 * Common table expression `collapsed`: cell_key, kind, device, commune (own code), operator_key, access_key ('mobile/4g'), value and tests.
 * `keyed` replaces the group where another key than a GroupBy is asked.
 */
export function collapsed(asked: Asked, plan: Plan, keyed?: string): string {
  const parts = [
    ...(plan.ranges.length + plan.dirty.length > 0 ? [fromMeasurements(asked, plan, keyed)] : []),
    ...(plan.builds.length > 0 ? [fromBuilds(asked, plan, keyed)] : []),
  ];
  return `collapsed AS (\n${parts.join('\nUNION ALL\n')}\n)`;
}

function fromMeasurements(asked: Asked, { ranges, dirty }: Plan, keyed?: string): string {
  const { where } = columnsOf(asked.quantity);
  const { x, sigma } = observedColumns(asked.quantity);
  const times = [
    ...ranges.map(inRange),
    ...dirty.map((month) => `(${inRange(month)} AND device_key IN (${keptIn(month)}))`),
  ];
  return `SELECT cell_key, kind, device, commune, operator_key, access_key, count() AS tests,
  ${joinedValue(asked.quantity, 'x', 'sigma')} AS value
FROM (
  SELECT toLowCardinality(${keyed ?? groupOf(asked.groupBy, asked)}) AS cell_key, toLowCardinality(ifNull(point_network_kind, '')) AS kind,
    assumeNotNull(device_key) AS device, ${networkColumns("ifNull(toString(family), '')")}, ${VALUE_WEEK} AS week,
    ${x} AS x, ${sigma} AS sigma
  FROM measurements FINAL
  WHERE (${times.join(' OR ')}) AND ${filters(asked)} AND ${where}
)
GROUP BY cell_key, kind, device, commune, operator_key, access_key, stratum, week`;
}

function fromBuilds(asked: Asked, { builds, dirty, weeks }: Plan, keyed?: string): string {
  const { value, tests } = valueColumn(asked.quantity);
  const touched = dirty.map((month) => ` AND NOT (month = '${month.month}' AND device_key IN (${keptIn(month)}))`);
  const wanted = builds.map(({ month, build }) => `(toDate('${month}'), ${build})`);
  const group = asked.groupBy === 'month' ? "formatDateTime(week, '%Y-%m')" : groupOf(asked.groupBy, asked);
  return `SELECT toLowCardinality(${keyed ?? group}) AS cell_key, point_network_kind AS kind, device_key AS device,
  toString(commune_code) AS commune, toString(operator) AS operator_key, concat(access_kind, '/', technology) AS access_key,
  ${tests} AS tests, toFloat64(${value}) AS value
FROM device_weeks
WHERE (month, build) IN (${wanted.join(', ')}) AND week >= '${weeks.from}' AND week < '${weeks.until}' AND ${tests} > 0 AND ${filters(asked)}${touched.join('')}`;
}

function networkColumns(family: string): string {
  return `ifNull(commune_code, '') AS commune, ifNull(operator, '') AS operator_key,
    concat(ifNull(access_kind, ''), '/', ifNull(technology, '')) AS access_key, concat(\`trigger\`, '/', ${family}) AS stratum`;
}
