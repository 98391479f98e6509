// Does the modelled estimate hold on communes whose truth is known? Thin those with many devices and compare with the devices held out.
import { studentTQuantile } from '../distribution/student-t.ts';
import { quantile, rising } from '../estimate/quantile.ts';
import { UPPER_PROBABILITY } from '../interval/interval.ts';
import { type AreaSample, modelAreas, pooledVariance } from './model-areas.ts';

/** An area with the mean logarithm of each of its devices. */
export interface AreaDevices {
  readonly id: string;
  readonly groups: readonly string[];
  readonly deviceLogs: readonly number[];
}

export interface BackTest {
  /** Areas that were thinned and judged. */
  readonly areas: number;
  /** Share of them whose held-out mean lay in the interval that the model foretold for it; 95 % is the aim. Absent where none was judged. */
  readonly coverage?: number;
  /** Median of |ln(estimate / held-out)|, of the model and of the few devices alone. */
  readonly medianErrorLog?: number;
  readonly medianDirectErrorLog?: number;
}

export interface BackTestSettings {
  /** Source of numbers in [0, 1); seeded by the caller, so that the answer can be had again. */
  readonly random: () => number;
  /** Least and most devices that a thinned area keeps. */
  readonly keepDevices: readonly [number, number];
  /** Least devices held out: fewer would be no truth to compare with. */
  readonly heldOutDevices: number;
}

/** Each area is thinned in one of so many rounds and whole in the others, so that the model is fitted to a country much like the real one. */
const ROUNDS = 5;

/**
 * Thins every area that has enough devices once, models it among the others and asks whether the interval for the held-out devices' mean
 * (the model's error and their own sampling error together) holds it.
 */
export function backTest(areas: readonly AreaDevices[], settings: BackTestSettings): BackTest {
  const [least, most] = settings.keepDevices;
  const judged: { held: boolean; error: number; directError: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const heldOut = new Map<string, AreaSample>();
    const kept = areas.map((area, i) => {
      const keep = least + Math.floor(settings.random() * (most - least + 1));
      if (i % ROUNDS !== round || area.deviceLogs.length < keep + settings.heldOutDevices) return sampleOf(area);
      const mixed = shuffled(area.deviceLogs, settings.random);
      heldOut.set(area.id, sampleOf({ ...area, deviceLogs: mixed.slice(keep) }));
      return sampleOf({ ...area, deviceLogs: mixed.slice(0, keep) });
    });
    const variance = pooledVariance(kept);
    if (variance === undefined) continue;
    const direct = new Map(kept.map((sample) => [sample.id, sample.logMean]));
    for (const { id, onLogs } of modelAreas(kept)) {
      const truth = heldOut.get(id);
      if (truth === undefined) continue;
      const spread = Math.sqrt(onLogs.meanSquaredError + variance / truth.devices);
      const error = Math.abs(onLogs.value - truth.logMean);
      const directError = Math.abs((direct.get(id) ?? Number.NaN) - truth.logMean);
      judged.push({ held: error <= studentTQuantile(UPPER_PROBABILITY, onLogs.degrees) * spread, error, directError });
    }
  }
  const medianErrorLog = quantile(rising(judged.map(({ error }) => error)), 0.5);
  const medianDirectErrorLog = quantile(rising(judged.map(({ directError }) => directError)), 0.5);
  if (medianErrorLog === undefined || medianDirectErrorLog === undefined) return { areas: 0 };
  const coverage = judged.filter(({ held }) => held).length / judged.length;
  return { areas: judged.length, coverage, medianErrorLog, medianDirectErrorLog };
}

/** An area's sample from its devices; throws RangeError where there are none. */
export function sampleOf({ id, groups, deviceLogs }: AreaDevices): AreaSample {
  const devices = deviceLogs.length;
  if (devices === 0) throw new RangeError(`no devices in ${id}`);
  const logMean = deviceLogs.reduce((sum, log) => sum + log, 0) / devices;
  if (devices === 1) return { id, groups, devices, logMean };
  const logVariance = deviceLogs.reduce((sum, log) => sum + (log - logMean) ** 2, 0) / (devices - 1);
  return { id, groups, devices, logMean, logVariance };
}

function shuffled(values: readonly number[], random: () => number): number[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j] ?? 0, mixed[i] ?? 0];
  }
  return mixed;
}
