// How the measurements of one device and week are joined to one value: statistics/collapse in SQL, for the reading and the building of values.
import { type QuantityId, VALUE_BITS, WITHIN_DEVICE_SD_LOG } from '@i-speed/statistics';
import { columnsOf, scaleOf } from './columns.ts';

/** Half the width of a 90 % normal interval in standard deviations, both sides: as in statistics/collapse. */
const NORMAL_90_WIDTH = '(2 * 1.6448536269514722)';
const OWN = WITHIN_DEVICE_SD_LOG ** 2;

/** Of one row: the value on its scale, and the standard deviation of its logarithm, -1 where it tells none. */
export function observedColumns(quantity: QuantityId): { x: string; sigma: string } {
  const { value, low, high } = columnsOf(quantity);
  const amount = `toFloat64(assumeNotNull(${value}))`;
  const spread = `log(toFloat64(assumeNotNull(${high})) / assumeNotNull(${low})) / ${NORMAL_90_WIDTH}`;
  const sigma = low && high ? `ifNull(if(${low} > 0 AND ${high} >= ${low}, ${spread}, -1.), -1.)` : '-1.';
  return { x: scaleOf(quantity) === 'log' ? `log(${amount})` : amount, sigma };
}

/** Over rows of one key for which `isThere` holds: their one value. A row without an interval weighs as the least certain one of its key. */
export function joinedValue(quantity: QuantityId, x: string, sigma: string, isThere = '1'): string {
  if (scaleOf(quantity) === 'linear') return `avgIf(${x}, ${isThere})`;
  const worst = `(pow(greatest(0., maxIf(${sigma}, ${isThere})), 2) + ${OWN})`;
  const own = `(${sigma} * ${sigma} + ${OWN})`;
  const sums = `sumIf(${x} / ${own}, ${isThere} AND ${sigma} >= 0) + sumIf(${x}, ${isThere} AND ${sigma} < 0) / ${worst}`;
  const weights = `sumIf(1 / ${own}, ${isThere} AND ${sigma} >= 0) + countIf(${isThere} AND ${sigma} < 0) / ${worst}`;
  return significant(`exp((${sums}) / (${weights}))`);
}

/** As `significant` in statistics: half a unit of the last digit is added to the 53 of a float, and what lies below it cut off. */
function significant(value: string): string {
  const below = 53 - VALUE_BITS;
  return `reinterpretAsFloat64(bitShiftLeft(bitShiftRight(reinterpretAsUInt64(${value}) + ${2 ** (below - 1)}, ${below}), ${below}))`;
}
