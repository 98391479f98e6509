// One value for each group, device, place, network, stratum and week: read from builds where there are any, made from measurements elsewhere.
import type { QuantityId } from '@i-speed/statistics';
import type { Plan } from '../build/value/plan.ts';
import { valueColumn } from '../build/value/value-column.ts';
import { columnsOf, DEVICE_NUMBER, filters, groupOf, inRange, keptIn, placed, VALUE_WEEK } from './columns.ts';
import { joinedValue, observedColumns } from './join-tests.ts';
import type { GroupBy, Selection } from './question.ts';

export interface Asked extends Selection {
  readonly quantity: QuantityId;
  readonly groupBy?: GroupBy;
}

/**
 * Common table expression `collapsed`: cell_key, kind, cell_hash (of both: a number groups several times faster than texts), device, commune
 * (own code), operator_key, access_key ('mobile/4g'), mix_cell (of these three), value and tests. `keyed` replaces the group where another key than a GroupBy is asked.
 */
export function collapsed(asked: Asked, plan: Plan, keyed?: string): string {
  if (plan.gathered !== undefined) return `collapsed AS (SELECT * FROM ${plan.gathered})`;
  if (plan.shared !== undefined) return `collapsed AS (\n${fromShared(asked, plan.shared)}\n)`;
  const parts = [
    ...(plan.ranges.length + plan.dirty.length > 0 ? [fromMeasurements(asked, plan, keyed)] : []),
    ...(plan.builds.length > 0 ? [fromBuilds(asked, plan, keyed)] : []),
  ];
  return `collapsed AS (\n${parts.join('\nUNION ALL\n')}\n)`;
}

/** Of hashes of 64 bits two among some thousand cells, or among the values of one device, are never equal. Each is hashed for itself: once a different text. */
export function cellHash(cell: string, kind: string): string {
  return `bitXor(cityHash64(${cell}), intHash64(cityHash64(${kind})))`;
}
const CELL_HASH = cellHash('cell', 'kind_key');

/** Operator, access, technology and commune as one number: the cell of a sample's mix. */
function mixCell(operator: string, access: string, technology: string, commune: string): string {
  return `cityHash64(${[operator, access, technology, commune].map((text) => `cityHash64(${text})`).join(', ')})`;
}

/** Groups that are told apart in values which questions share. */
const SHARED_GROUPS: Partial<Record<GroupBy, string>> = {
  province: 'province_key',
  operator: 'operator_key',
  technology: "splitByChar('/', access_key)[2]",
};

function fromShared({ access, groupBy }: Asked, table: string): string {
  const cell = groupBy === undefined ? "''" : SHARED_GROUPS[groupBy];
  if (cell === undefined) throw new Error(`values are not shared by ${groupBy}`);
  const where = access === undefined ? '' : " WHERE splitByChar('/', access_key)[1] = {access:String}";
  return `SELECT cell AS cell_key, kind_key AS kind, ${CELL_HASH} AS cell_hash, device, tests, value
FROM (SELECT *, toLowCardinality(${cell}) AS cell, kind AS kind_key FROM ${table}${where})`;
}

function fromMeasurements(asked: Asked, { ranges, dirty }: Plan, keyed?: string): string {
  const { where } = columnsOf(asked.quantity);
  const { x, sigma } = observedColumns(asked.quantity);
  const times = [
    ...ranges.map(inRange),
    ...dirty.map((weeks) => `(${inRange(weeks)} AND ${DEVICE_NUMBER} IN (${keptIn(weeks)}))`),
  ];
  return `SELECT any(cell) AS cell_key, any(kind_key) AS kind, any(hash) AS cell_hash, device_number AS device, any(place) AS commune,
  any(network) AS operator_key, any(kit) AS access_key, any(mix) AS mix_cell, count() AS tests, ${joinedValue(asked.quantity, 'x', 'sigma')} AS value
FROM (
  SELECT toLowCardinality(${keyed ?? groupOf(asked.groupBy, asked)}) AS cell, toLowCardinality(ifNull(point_network_kind, '')) AS kind_key,
    ${CELL_HASH} AS hash, ${DEVICE_NUMBER} AS device_number, toLowCardinality(ifNull(commune_code, '')) AS place,
    toLowCardinality(ifNull(operator, '')) AS network, toLowCardinality(concat(ifNull(access_kind, ''), '/', ifNull(technology, ''))) AS kit,
    ${mixCell('network', "ifNull(access_kind, '')", "ifNull(technology, '')", 'place')} AS mix, ${x} AS x, ${sigma} AS sigma,
    cityHash64(hash, place, network, kit, \`trigger\`, ifNull(toString(family), ''), ${VALUE_WEEK}) AS value_hash
  FROM measurements FINAL
  WHERE (${times.join(' OR ')}) AND ${filters(asked)} AND ${where}
)
GROUP BY value_hash, device_number`;
}

function fromBuilds(asked: Asked, { builds, dirty, weeks }: Plan, keyed?: string): string {
  const { value, tests } = valueColumn(asked.quantity);
  const touched = dirty.map(
    (part) =>
      ` AND NOT (month = '${part.month}' AND week >= '${part.from}' AND week < '${part.until}' AND device_key IN (${keptIn(part)}))`,
  );
  const wanted = builds.map(({ month, build }) => `(toDate('${month}'), ${build})`);
  const group = asked.groupBy === 'month' ? "formatDateTime(week, '%Y-%m')" : groupOf(asked.groupBy, asked);
  return `SELECT cell AS cell_key, kind_key AS kind, ${CELL_HASH} AS cell_hash, device_key AS device,
  commune_code AS commune, operator AS operator_key, toLowCardinality(concat(access_kind, '/', technology)) AS access_key,
  ${mixCell('operator', 'access_kind', 'technology', 'commune_code')} AS mix_cell, measurements AS tests, toFloat64(${value}) AS value
FROM (
  SELECT *, ${tests} AS measurements, toLowCardinality(${keyed ?? group}) AS cell, point_network_kind AS kind_key FROM device_weeks
  WHERE (month, build) IN (${wanted.join(', ')}) AND week >= '${weeks.from}' AND week < '${weeks.until}' AND ${tests} > 0${placed(asked)} AND ${filters(asked)}${touched.join('')}
)`;
}
