// Where the collapsed values of a quantity stand in `device_weeks`.
import type { QuantityId } from '@i-speed/statistics';

/** The column of the value, and of the number of measurements behind it (0: there is no value). */
export interface ValueColumn {
  readonly value: string;
  readonly tests: string;
  /** The column that `tests` is read by: how many more there are than of the download; absent for the download itself. */
  readonly more?: string;
}

/** The columns of a quantity. */
export function valueColumn(quantity: QuantityId): ValueColumn {
  const value = quantity.replaceAll('-', '_');
  return { value, tests: `n_${value}`, ...(quantity !== 'download' && { more: `more_${value}` }) };
}
