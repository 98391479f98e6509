// Turns how uneven a link was into the printed 90 % interval, by a calibrated table and not by a formula's promise.

/** One class of calibration: what belongs to it, and how far its truths lay from what was measured. */
export type IntervalClass = {
  name: string;
  /** Unevenness (see unevenness.ts) below this belongs here; classes are tried in order. */
  belowUnevenness: number;
  /** At most so many pulses; absent takes any number. */
  mostPulses?: number;
  /**
   * The distance of logarithms that held the truth, the mean of the minute that follows, in 90 % of the class's calibration runs
   * (split conformal quantile; bench/calibration, docs/method/measurement.md). Replaced only with a new method version.
   */
  q90: number;
};

/** A single pulse says nothing of what differs between pulses, so it is a class of its own. */
export const INTERVAL_CLASSES: readonly IntervalClass[] = [
  { name: 'single pulse', belowUnevenness: Number.POSITIVE_INFINITY, mostPulses: 1, q90: 0.9106 },
  { name: 'below 0.015', belowUnevenness: 0.015, q90: 0.0052 },
  { name: '0.015 to 0.025', belowUnevenness: 0.025, q90: 0.1384 },
  { name: '0.025 to 0.045', belowUnevenness: 0.045, q90: 0.4148 },
  { name: '0.045 to 0.1', belowUnevenness: 0.1, q90: 0.5793 },
  { name: '0.1 to 0.2', belowUnevenness: 0.2, q90: 0.6261 },
  { name: '0.2 and more', belowUnevenness: Number.POSITIVE_INFINITY, q90: 0.646 },
];

/**
 * No interval is narrower than 2 % to either side: what packets, timers and TCP's own corrections leave undecided on real links,
 * which the model of the calibration does not have (bench/accuracy).
 */
export const WIDTH_FLOOR = 0.02;

/**
 * Echoes, counts and their acknowledgements share the line with what is counted: up to 10 kbit/s, which is nothing on a fast link and 4 %
 * of a quarter of a megabit.
 */
const OWN_MBPS = 0.01;

/** No interval reaches beyond what the record takes for a rate (spec: 100 Gbit/s); it then says no more than "at least". */
const MOST_MBPS = 100_000;

/** What a rate's interval depends on; absent unevenness is taken as the worst. */
export type IntervalInput = { unevenness?: number | undefined; pulses: number };

/** Ends of the 90 % interval around a rate. */
export function interval90(rateMbps: number, input: IntervalInput): { lowMbps: number; highMbps: number } {
  const floor = WIDTH_FLOOR + OWN_MBPS / Math.max(rateMbps, OWN_MBPS);
  const factor = Math.exp(Math.max(floor, intervalClass(input).q90));
  return { lowMbps: rateMbps / factor, highMbps: Math.min(MOST_MBPS, rateMbps * factor) };
}

/** The class of calibration that an estimate belongs to. */
export function intervalClass({ unevenness = Number.POSITIVE_INFINITY, pulses }: IntervalInput): IntervalClass {
  const fits = ({ belowUnevenness, mostPulses = Number.POSITIVE_INFINITY }: IntervalClass) =>
    pulses <= mostPulses && !(unevenness > belowUnevenness);
  const found = INTERVAL_CLASSES.find(fits);
  if (found === undefined) throw new RangeError(`no class for an unevenness of ${unevenness}`);
  return found;
}
