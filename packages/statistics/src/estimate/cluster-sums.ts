// Sums from which a mean and its interval follow, with devices as clusters; they add up over disjoint devices.
import type { MeanEvidence } from '../interval/mean-interval.ts';
import { adjustedSkewness } from '../interval/mean-interval.ts';

/** A value and the device it came from; a device may give several (one a week). */
export interface DeviceValue {
  readonly device: string;
  readonly value: number;
}

/**
 * With m values adding up to s in each device: all that is kept of them. Two such objects over disjoint devices add up field by field,
 * which is what the warehouse's cells do.
 */
export interface ClusterSums {
  readonly devices: number;
  /** Sum of m. */
  readonly values: number;
  /** Sum of s. */
  readonly sum: number;
  /** Sum of the squares of single values. */
  readonly squares: number;
  /** Sums over devices of m^2, m s, s^2. */
  readonly mm: number;
  readonly ms: number;
  readonly ss: number;
  /** Sums over devices of m^3, m^2 s, m s^2, s^3. */
  readonly mmm: number;
  readonly mms: number;
  readonly mss: number;
  readonly sss: number;
}

/** Sums of the values, or of `transform` of them (Math.log for the log scale). */
export function clusterSums(values: Iterable<DeviceValue>, transform = (value: number) => value): ClusterSums {
  const devices = new Map<string, { m: number; s: number }>();
  let squares = 0;
  for (const { device, value } of values) {
    const x = transform(value);
    squares += x * x;
    const known = devices.get(device);
    if (known === undefined) devices.set(device, { m: 1, s: x });
    else {
      known.m += 1;
      known.s += x;
    }
  }
  return [...devices.values()].map(ofOneDevice).reduce(addClusterSums, { ...NOTHING, squares });
}

/** Sums over both sets of devices, which must be disjoint: a device in both would count as two. */
export function addClusterSums(a: ClusterSums, b: ClusterSums): ClusterSums {
  return {
    devices: a.devices + b.devices,
    values: a.values + b.values,
    sum: a.sum + b.sum,
    squares: a.squares + b.squares,
    mm: a.mm + b.mm,
    ms: a.ms + b.ms,
    ss: a.ss + b.ss,
    mmm: a.mmm + b.mmm,
    mms: a.mms + b.mms,
    mss: a.mss + b.mss,
    sss: a.sss + b.sss,
  };
}

/** What the sums say of the mean over values; absent for no values. */
export interface ClusteredMean extends MeanEvidence {
  /** Number of values; `independent` is the number of devices. */
  readonly values: number;
  /** So many independent values would give the same standard error; at most `values`. */
  readonly effectiveN: number;
}

/**
 * Mean over values with its standard error by linearisation over devices, V = D/(D-1) * sum (s - m mean)^2 / n^2 (0 for a single device,
 * which has no interval). Effective n = variance of single values / V; where nothing varies, Kish's n^2 / sum m^2.
 * Source: Särndal, Swensson, Wretman, Model Assisted Survey Sampling (1992), section 5.7; Kish, Survey Sampling (1965).
 */
export function clusteredMean(sums: ClusterSums): ClusteredMean | undefined {
  const { devices, values } = sums;
  if (values === 0) return undefined;
  const mean = sums.sum / values;
  const square = Math.max(0, sums.ss - 2 * mean * sums.ms + mean ** 2 * sums.mm);
  const cube = sums.sss - 3 * mean * sums.mss + 3 * mean ** 2 * sums.mms - mean ** 3 * sums.mmm;
  const variance = devices > 1 ? ((devices / (devices - 1)) * square) / values ** 2 : 0;
  const single = values > 1 ? Math.max(0, sums.squares - values * mean ** 2) / (values - 1) : 0;
  const varies = square > 1e-12 * sums.ss && single > 0 && variance > 0;
  return {
    mean,
    standardError: varies ? Math.sqrt(variance) : 0,
    skewness: varies && devices > 2 ? adjustedSkewness(square, cube, devices) : 0,
    independent: devices,
    values,
    effectiveN: Math.min(values, varies ? single / variance : values ** 2 / sums.mm),
  };
}

const NOTHING: ClusterSums = {
  devices: 0,
  values: 0,
  sum: 0,
  squares: 0,
  mm: 0,
  ms: 0,
  ss: 0,
  mmm: 0,
  mms: 0,
  mss: 0,
  sss: 0,
};

/** `squares` is left 0 here: it is summed over single values. */
function ofOneDevice({ m, s }: { m: number; s: number }): ClusterSums {
  return {
    devices: 1,
    values: m,
    sum: s,
    squares: 0,
    mm: m * m,
    ms: m * s,
    ss: s * s,
    mmm: m * m * m,
    mms: m * m * s,
    mss: m * s * s,
    sss: s * s * s,
  };
}
