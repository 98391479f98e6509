// Where the collapsed values of a quantity stand in `device_weeks`.
import type { QuantityId } from '@i-speed/statistics';

/** The column of the value and of the number of measurements behind it (0: there is no value). */
export function valueColumn(quantity: QuantityId): { readonly value: string; readonly tests: string } {
  const value = quantity.replaceAll('-', '_');
  return { value, tests: `n_${value}` };
}
