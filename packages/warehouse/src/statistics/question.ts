// What may be asked of the measurements: a closed form, from which the one query builder makes SQL.
import type { PublicPoint, ValidityReason } from '@i-speed/spec';
import type { Estimate } from '@i-speed/statistics';

/** Quantities with a column; share quantities are asked otherwise. */
export type AskedQuantity =
  | 'download'
  | 'upload'
  | 'latency-idle'
  | 'latency-loaded-down'
  | 'latency-loaded-up'
  | 'jitter'
  | 'responsiveness';

export type GroupBy = 'day' | 'month' | 'province' | 'operator' | 'access' | 'technology';

export type NetworkKind = PublicPoint['networkKind'];

export interface Question {
  readonly quantity: AskedQuantity;
  /** Absent: one cell for all. */
  readonly groupBy?: GroupBy;
  /** Start of the measurement, half open, milliseconds since 1970. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** IANA time zone of days, weeks and months. */
  readonly timeZone: string;
  /** Edition of the area codes in question and answer; measurements with codes of another edition have no province here. */
  readonly edition: string;
  readonly access?: 'mobile' | 'fixed';
  readonly technology?: string;
  readonly operator?: string;
  readonly provinceCode?: string;
  readonly networkKind?: NetworkKind;
}

/** The figures of one group and kind of point; points of different kinds are never pooled (DESIGN section 6). */
export interface Cell {
  /** Day, month, code or slug; absent where the measurements do not tell it, and for the cell of all. */
  readonly key?: string;
  /** Absent where the point was unknown. */
  readonly networkKind?: NetworkKind;
  /** Measurements that count and have the quantity. */
  readonly n: number;
  readonly devices: number;
  /** Collapsed values: one a device, place, network and week. */
  readonly values: number;
  readonly effectiveN: number;
  readonly mean: Estimate;
  readonly median: Estimate;
  readonly p10: number;
  readonly p90: number;
}

/** What became of measurements. */
export interface Tally {
  readonly received: number;
  readonly valid: number;
  readonly counted: number;
  /** One with several reasons stands under each. */
  readonly excluded: readonly { readonly reason: ValidityReason; readonly n: number }[];
}
