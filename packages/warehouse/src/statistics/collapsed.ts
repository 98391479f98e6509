// statistics/collapse in SQL: one value for each group, device, place, network, stratum and week.
import { type QuantityId, WITHIN_DEVICE_SD_LOG } from '@i-speed/statistics';
import { columnsOf, conditions, groupOf, scaleOf, VALUE_WEEK } from './columns.ts';
import type { GroupBy, Selection } from './question.ts';

/** Half the width of a 90 % normal interval in standard deviations, both sides: as in statistics/collapse. */
const NORMAL_90_WIDTH = '(2 * 1.6448536269514722)';

export interface Asked extends Selection {
  readonly quantity: QuantityId;
  readonly groupBy?: GroupBy;
}

/**
 * Common table expressions `observed` and `collapsed`; `collapsed` has cell_key, kind, device, commune (own code), operator_key, access_key
 * ('mobile/4g'), value and tests. `keyed` replaces the group where another key than a GroupBy is asked.
 */
export function collapsed(asked: Asked, keyed?: string): string {
  const { value, low, high, where } = columnsOf(asked.quantity);
  const isLog = scaleOf(asked.quantity) === 'log';
  const sigma =
    low === undefined || high === undefined
      ? '-1.'
      : `if(${low} > 0 AND ${high} >= ${low}, log(toFloat64(assumeNotNull(${high})) / assumeNotNull(${low})) / ${NORMAL_90_WIDTH}, -1.)`;
  const own = WITHIN_DEVICE_SD_LOG ** 2;
  // A measurement without an interval weighs as the least certain one of its key, which is known once all of them are seen.
  const weighed = `sumIf(x / (sigma * sigma + ${own}), sigma >= 0) + sumIf(x, sigma < 0) / (pow(greatest(0., max(sigma)), 2) + ${own})`;
  const weights = `sumIf(1 / (sigma * sigma + ${own}), sigma >= 0) + countIf(sigma < 0) / (pow(greatest(0., max(sigma)), 2) + ${own})`;
  return `observed AS (
  SELECT ${keyed ?? groupOf(asked.groupBy, asked)} AS cell_key, ifNull(point_network_kind, '') AS kind,
    assumeNotNull(device_key) AS device, ifNull(commune_code, '') AS commune, ifNull(operator, '') AS operator_key,
    concat(ifNull(access_kind, ''), '/', ifNull(technology, '')) AS access_key,
    concat(\`trigger\`, '/', ifNull(toString(family), '')) AS stratum, ${VALUE_WEEK} AS week,
    ${isLog ? `log(toFloat64(assumeNotNull(${value})))` : `toFloat64(assumeNotNull(${value}))`} AS x,
    ifNull(${sigma}, -1.) AS sigma
  FROM measurements FINAL
  WHERE ${conditions(asked)} AND ${where}
), collapsed AS (
  SELECT cell_key, kind, device, commune, operator_key, access_key, count() AS tests,
    ${isLog ? `exp((${weighed}) / (${weights}))` : 'avg(x)'} AS value
  FROM observed GROUP BY cell_key, kind, device, commune, operator_key, access_key, stratum, week
)`;
}
