// From measurements to the values that statistics stand on: one a device, place, network and week.
import { significant, VALUE_BITS } from './significant.ts';

/** Who, where and when a value belongs to; values of different keys are never averaged into one. */
export interface CollapseKey {
  /** Pseudonym of the install. */
  readonly device: string;
  /** Area code; '' where unknown. */
  readonly area: string;
  /** Operator; '' where unknown. */
  readonly operator: string;
  /** What must not be pooled: access kind and technology, say 'mobile/4g'. */
  readonly access: string;
  /** What else must not be pooled: trigger, IP family, domestic or international. */
  readonly stratum: string;
  /** Week as `valueWeekOf` names it: the ISO week, cut at the month's ends. */
  readonly week: string;
}

/** One measurement of one quantity. */
export interface Observation extends CollapseKey {
  /** Above 0 on the log scale, any finite number on the linear one; unit of the quantity. */
  readonly value: number;
  /** Ends of the measurement's own 90 % interval, unit of the value; absent where it gives none. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

export interface CollapsedValue extends CollapseKey {
  readonly value: number;
  /** How many measurements it stands for. */
  readonly measurements: number;
}

/** 'log' for what multiplies (rates, delays), 'linear' for what may be 0 (shares, jitter). */
export type Scale = 'log' | 'linear';

/**
 * Standard deviation of ln(rate) between measurements of one device in one week and place: why many tests of one device are worth
 * little more than a few. Starting value, to be refitted on audits (docs/method/indicators.md).
 */
export const WITHIN_DEVICE_SD_LOG = 0.5;

/** Half the width of a 90 % normal interval in standard deviations. */
const NORMAL_90 = 1.6448536269514722;

/**
 * One value for each key, in order of first appearance. On the log scale the weighted mean of logarithms with weights
 * 1 / (sigma_test^2 + s_w^2), sigma_test = ln(high / low) / (2 * 1.645); a measurement without an interval weighs as the least certain
 * one of its key, and where none has one all weigh the same; VALUE_BITS of it are significant. On the linear scale the plain mean.
 * Throws RangeError for a value that the scale does not have.
 */
export function collapse(observations: Iterable<Observation>, scale: Scale): CollapsedValue[] {
  const groups = new Map<string, Observation[]>();
  for (const observation of observations) {
    const { device, area, operator, access, stratum, week, value } = observation;
    if (!Number.isFinite(value) || (scale === 'log' && value <= 0)) {
      throw new RangeError(`not a value on the ${scale} scale: ${value}`);
    }
    const key = JSON.stringify([device, area, operator, access, stratum, week]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [observation]);
    else group.push(observation);
  }
  return [...groups.values()].flatMap((group) => one(group, scale));
}

function one(group: readonly Observation[], scale: Scale): CollapsedValue[] {
  const [first] = group;
  if (first === undefined) return [];
  const { device, area, operator, access, stratum, week } = first;
  const value = scale === 'log' ? weightedLogMean(group) : group.reduce((sum, o) => sum + o.value, 0) / group.length;
  return [{ device, area, operator, access, stratum, week, value, measurements: group.length }];
}

function weightedLogMean(group: readonly Observation[]): number {
  const sigmas = group.map(sigmaLog);
  const worst = Math.max(0, ...sigmas.filter((sigma) => sigma !== undefined));
  let weights = 0;
  let sum = 0;
  for (const [i, { value }] of group.entries()) {
    const weight = 1 / ((sigmas[i] ?? worst) ** 2 + WITHIN_DEVICE_SD_LOG ** 2);
    weights += weight;
    sum += weight * Math.log(value);
  }
  return significant(Math.exp(sum / weights), VALUE_BITS);
}

function sigmaLog({ low, high }: Observation): number | undefined {
  return low !== undefined && high !== undefined && low > 0 && high >= low
    ? Math.log(high / low) / (2 * NORMAL_90)
    : undefined;
}
