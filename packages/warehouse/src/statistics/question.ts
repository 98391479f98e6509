// What may be asked of the measurements: a closed form, from which the one query builder makes SQL.
import type { PublicPoint, Trigger, ValidityReason } from '@i-speed/spec';
import type { Estimate, QuantityId, ShareEstimate } from '@i-speed/statistics';

/** Quantities whose figures are amounts: mean, median, quantiles. */
export type AskedQuantity = Exclude<QuantityId, AskedShare>;

/** Quantities that are a share in each measurement; their one figure is a share. */
export type AskedShare = 'loss' | 'failure' | 'ipv6';

/** Tells the two kinds of quantities apart. */
export function isShare(quantity: QuantityId): quantity is AskedShare {
  return quantity === 'loss' || quantity === 'failure' || quantity === 'ipv6';
}

/** What may be grouped by everywhere. `hour` is the hour of the day, `00` to `23`; each group collapses its own measurements to one value a device and week. */
export const GROUPINGS = [
  'day',
  'month',
  'hour',
  'province',
  'commune',
  'operator',
  'access',
  'technology',
  'family',
  'trigger',
] as const;

/** `hexagon` is the H3 cell of the device's own position, of the selection's `resolution`; '' where the position is coarser. */
export type GroupBy = (typeof GROUPINGS)[number] | 'hexagon';

export type NetworkKind = PublicPoint['networkKind'];

/** Which measurements are meant, whatever is asked of them. */
export interface Selection {
  /** Start of the measurement, half open, milliseconds since 1970. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** IANA time zone of days, weeks and months. */
  readonly timeZone: string;
  /** Edition of the area codes in question and answer, `YYYY-MM-DD`. */
  readonly edition: string;
  /**
   * What becomes of measurements whose codes are of another edition: 'own' (the default) gives them no area here, 'successors' the area of
   * `edition` that follows theirs, or NOT_ATTRIBUTABLE where that was divided (see keepSuccessors).
   */
  readonly areas?: 'own' | 'successors';
  readonly access?: 'mobile' | 'fixed';
  readonly technology?: string;
  readonly operator?: string;
  readonly provinceCode?: string;
  readonly communeCode?: string;
  readonly networkKind?: NetworkKind;
  readonly family?: 4 | 6;
  readonly trigger?: Trigger;
  /** H3's, 0 (a continent) to 15; asked with the group `hexagon` alone. */
  readonly resolution?: number;
}

export interface Question extends Selection {
  readonly quantity: AskedQuantity;
  /** Absent: one cell for all. */
  readonly groupBy?: GroupBy;
  /** Share of values at or above this, in the quantity's unit, is told where given. */
  readonly target?: number;
}

export interface ShareQuestion extends Selection {
  readonly quantity: AskedShare;
  readonly groupBy?: GroupBy;
}

/** Key of measurements made in an area that was divided among several: they are shown apart, never given to one of these. */
export const NOT_ATTRIBUTABLE = 'not-attributable';

/** What every cell says of itself. */
interface CellHead {
  /** Day, month, hour, code or slug; absent where the measurements do not tell it, and for the cell of all. */
  readonly key?: string;
  /** Absent where the point was unknown. */
  readonly networkKind?: NetworkKind;
  /** Where present: what was kept after this, milliseconds since 1970, is not in the cell, as its period is long (build/answer/older-answers.ts). */
  readonly asOfMs?: number;
  /** Measurements that count and have the quantity. */
  readonly n: number;
  readonly devices: number;
  /** Collapsed values: one a device, place, network and week. */
  readonly values: number;
  readonly effectiveN: number;
}

/** The figures of one group and kind of point; points of different kinds are never pooled (docs/method/indicators.md). */
export interface Cell extends CellHead {
  readonly mean: Estimate;
  /** Only of quantities of the log scale. */
  readonly geometricMean?: Estimate;
  readonly median: Estimate;
  readonly p10: number;
  readonly p20: number;
  readonly p80: number;
  readonly p90: number;
  /** Only where the question names a target. */
  readonly shareAtTarget?: ShareEstimate;
}

/** A share quantity in one group and kind of point. */
export interface ShareCell extends CellHead {
  readonly share: Estimate;
}

/** Counts of collapsed values between HISTOGRAM_EDGES of the quantity (statistics/estimate/histogram.ts). */
export interface HistogramCell {
  readonly key?: string;
  readonly networkKind?: NetworkKind;
  /** As of a cell. */
  readonly asOfMs?: number;
  readonly devices: number;
  readonly counts: readonly number[];
}

/** What became of measurements. */
export interface Tally {
  readonly received: number;
  readonly valid: number;
  readonly counted: number;
  /** One with several reasons stands under each. */
  readonly excluded: readonly { readonly reason: ValidityReason; readonly n: number }[];
}
