// What may be shown of one estimate in one cell: the figure, a modelled estimate only, or nothing, and why.
import type { Estimate } from '../estimate/estimate.ts';
import { classify, halfWidth, type Precision, type PrecisionClass } from './classify.ts';
import { type Sufficiency, sufficiency } from './sufficiency.ts';

/** Why there is no figure; closed list, its sentences are in the message catalogue and docs/method/indicators.md. */
export type DisplayReason =
  | 'few-devices'
  | 'complementary'
  | 'below-needed-devices'
  | 'few-days'
  | 'few-hours'
  | 'few-networks'
  | 'one-device-dominates'
  | 'interval-too-wide'
  | 'no-model'
  | 'model-too-wide';

/** How a sample spreads; a sample from one evening, one street or one person is no picture of a commune. */
export interface SampleSpread {
  readonly days: number;
  /** Distinct blocks of 6 hours of the day. */
  readonly hourBlocks: number;
  /** Distinct network prefixes (IPv4 /24, IPv6 /48). */
  readonly networkPrefixes: number;
  /** Share (0 to 1) of collapsed values from the device that has most. */
  readonly largestDeviceShare: number;
}

export interface DisplaySettings {
  /** Privacy: below this many devices nothing of a cell is shown. */
  readonly hiddenBelowDevices: number;
  readonly leastSpread: SampleSpread;
  /** Widest half-width, relative or in points, of a modelled estimate that is shown. */
  readonly widestModel: Readonly<Record<Precision, number>>;
}

export const DISPLAY_SETTINGS: DisplaySettings = {
  hiddenBelowDevices: 6,
  leastSpread: { days: 3, hourBlocks: 2, networkPrefixes: 5, largestDeviceShare: 0.15 },
  widestModel: { relative: 0.6, points: 0.25 },
};

/** What is known of one estimate in one cell. */
export interface CellEvidence {
  readonly devices: number;
  readonly countedMeasurements: number;
  readonly neededMeasurements: number;
  /** Devices asked for a direct figure of this statistic, from the registry of indicators. */
  readonly neededDevices: number;
  readonly precision: Precision;
  /** Absent where there are no values. */
  readonly direct?: Estimate;
  /** Not judged where absent. */
  readonly spread?: SampleSpread;
  /** Absent where no model covers the cell. */
  readonly modelled?: Estimate;
  /** True when the cell is hidden so that another hidden one cannot be reckoned from a total. */
  readonly isComplementary?: boolean;
}

interface Shown extends Sufficiency {
  /** Reasons why the direct figure is not shown; empty for a figure. */
  readonly reasons: readonly DisplayReason[];
}

export type Display = Shown &
  (
    | {
        readonly state: 'figure';
        readonly estimate: Estimate;
        readonly precisionClass: PrecisionClass;
        /** Class A or B: marked reliable on its own evidence even where the official number is not reached. */
        readonly isReliable: boolean;
        /** Only a sufficient sample takes part in rankings. */
        readonly mayRank: boolean;
      }
    | { readonly state: 'estimate-only'; readonly estimate: Estimate }
    | { readonly state: 'suppressed' }
    | { readonly state: 'not-enough' }
  );

/**
 * Decides, in this order: under 6 devices (or complementary) suppressed; too few devices, too little spread or too wide an interval ->
 * the modelled estimate where it is exact enough, else not enough; otherwise the figure with its class.
 */
export function display(cell: CellEvidence, settings: DisplaySettings = DISPLAY_SETTINGS): Display {
  const sample = sufficiency(cell.countedMeasurements, cell.neededMeasurements);
  if (cell.devices < settings.hiddenBelowDevices) return { ...sample, state: 'suppressed', reasons: ['few-devices'] };
  if (cell.isComplementary) return { ...sample, state: 'suppressed', reasons: ['complementary'] };
  const precisionClass = cell.direct && classify(cell.direct, cell.precision);
  const reasons = [...shortcomings(cell, settings), ...(precisionClass ? [] : ['interval-too-wide' as const])];
  if (cell.direct && precisionClass && reasons.length === 0) {
    const isReliable = precisionClass !== 'C';
    return {
      ...sample,
      state: 'figure',
      estimate: cell.direct,
      precisionClass,
      isReliable,
      mayRank: sample.isSufficient,
      reasons,
    };
  }
  if (cell.modelled === undefined) return { ...sample, state: 'not-enough', reasons: [...reasons, 'no-model'] };
  const half = halfWidth(cell.modelled, cell.precision);
  if (half === undefined || half > settings.widestModel[cell.precision]) {
    return { ...sample, state: 'not-enough', reasons: [...reasons, 'model-too-wide'] };
  }
  return { ...sample, state: 'estimate-only', estimate: cell.modelled, reasons };
}

function shortcomings(
  { devices, neededDevices, spread }: CellEvidence,
  { leastSpread }: DisplaySettings,
): DisplayReason[] {
  const reasons: DisplayReason[] = [];
  if (devices < neededDevices) reasons.push('below-needed-devices');
  if (spread === undefined) return reasons;
  if (spread.days < leastSpread.days) reasons.push('few-days');
  if (spread.hourBlocks < leastSpread.hourBlocks) reasons.push('few-hours');
  if (spread.networkPrefixes < leastSpread.networkPrefixes) reasons.push('few-networks');
  if (spread.largestDeviceShare > leastSpread.largestDeviceShare) reasons.push('one-device-dominates');
  return reasons;
}
