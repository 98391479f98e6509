// The modelled estimate of areas with few devices: each drawn toward the areas of its own group, province x operator x technology.
import type { Estimate } from '../estimate/estimate.ts';
import { type AreaEstimate, type AreaModel, type DirectEstimate, fitAreas } from './fay-herriot.ts';

/** What one area's devices say of one quantity; one value a device: the mean of the logarithms of its collapsed values. */
export interface AreaSample {
  readonly id: string;
  /** Groups that the area belongs to, finest first: say province x operator x technology, then country x operator x technology. */
  readonly groups: readonly string[];
  /** At least 1. */
  readonly devices: number;
  /** Mean over devices, natural logarithm of the unit. */
  readonly logMean: number;
  /** Variance between devices (denominator devices - 1); absent for a single device. */
  readonly logVariance?: number;
}

export interface ModelledArea {
  readonly id: string;
  /** Geometric mean (the level of a typical device) in the quantity's unit, with its 95 % interval. */
  readonly estimate: Required<Estimate>;
  /** Weight (0 to 1) of the area's own devices in the estimate: "x % of this figure comes from the commune itself". */
  readonly ownShare: number;
  /** The group whose areas lend the rest, and how many they are. */
  readonly group: string;
  readonly areasInGroup: number;
  readonly onLogs: AreaEstimate;
}

/** A modelled estimate whose 95 % interval reaches further than this to either side, relative to it, tells nothing. */
export const WIDEST_HALF_WIDTH_RATIO = 0.6;

/** Fewer areas in a group than this give no model of their own: the next coarser group is taken. Simulated: docs/method/small-areas.md. */
export const MIN_AREAS_IN_GROUP = 25;

/** An area's own variance between devices counts from so many devices on, and then beside so many devices' worth of the group's. */
const OWN_VARIANCE_FROM_DEVICES = 20;

/**
 * Modelled estimates, in the order of the input, each by the area's finest group that has at least 25 areas and two devices of one area that
 * differ; areas without such a group are left out. Throws RangeError for an area without devices.
 */
export function modelAreas(samples: readonly AreaSample[]): ModelledArea[] {
  const members = new Map<string, AreaSample[]>();
  for (const sample of samples) {
    for (const group of new Set(sample.groups)) {
      const known = members.get(group);
      if (known === undefined) members.set(group, [sample]);
      else known.push(sample);
    }
  }
  const models = new Map<string, Map<string, AreaEstimate>>();
  return samples.flatMap((sample) => {
    for (const group of sample.groups) {
      const peers = members.get(group) ?? [];
      const model = models.get(group) ?? byId(fitGroup(peers));
      models.set(group, model);
      const onLogs = model.get(sample.id);
      if (onLogs !== undefined) return [toUnit(onLogs, group, peers.length)];
    }
    return [];
  });
}

/** Sampling variance of an area's mean of logarithms: pooled within the group, the area's own mixed in from 20 devices on. */
export function samplingVariance(sample: AreaSample, pooledVariance: number): number {
  const { devices, logVariance } = sample;
  if (logVariance === undefined || devices < OWN_VARIANCE_FROM_DEVICES) return pooledVariance / devices;
  const borrowed = OWN_VARIANCE_FROM_DEVICES;
  const mixed = (borrowed * pooledVariance + (devices - 1) * logVariance) / (borrowed + devices - 1);
  return mixed / devices;
}

/** Variance between devices inside areas, pooled over areas; absent where no two devices of one area differ: their spread is unknown. */
export function pooledVariance(samples: readonly AreaSample[]): number | undefined {
  let squares = 0;
  let degrees = 0;
  for (const { devices, logVariance } of samples) {
    if (!(devices >= 1)) throw new RangeError('an area without devices says nothing');
    if (logVariance === undefined) continue;
    squares += (devices - 1) * logVariance;
    degrees += devices - 1;
  }
  return squares > 0 ? squares / degrees : undefined;
}

/** The group's own model; absent where it has too few areas or its devices' spread is unknown. */
function fitGroup(peers: readonly AreaSample[]): AreaModel | undefined {
  const pooled = pooledVariance(peers);
  if (peers.length < MIN_AREAS_IN_GROUP || pooled === undefined) return undefined;
  const direct = peers.map(
    (sample): DirectEstimate => ({
      id: sample.id,
      value: sample.logMean,
      samplingVariance: samplingVariance(sample, pooled),
      regressors: [1],
    }),
  );
  return fitAreas(direct);
}

function byId(model: AreaModel | undefined): Map<string, AreaEstimate> {
  return new Map(model?.areas.map((area) => [area.id, area]));
}

function toUnit(onLogs: AreaEstimate, group: string, areasInGroup: number): ModelledArea {
  const { id, value, ownShare, interval } = onLogs;
  return {
    id,
    estimate: { value: Math.exp(value), interval: { low: Math.exp(interval.low), high: Math.exp(interval.high) } },
    ownShare,
    group,
    areasInGroup,
    onLogs,
  };
}
