// Runs the engine over windows and reads off how many standard errors the truth lies away, by class.
import { ERROR_FLOOR, interval90, intervalClass } from '@i-speed/engine/rules';
import { minuteTruthMbps, runPolicy, type Variability } from '../../testbed/src/link/index.ts';
import { enginePolicy } from './engine-policy.ts';
import type { Window } from './windows.ts';

/** One direction of one run. */
export type Sample = {
  kind: string;
  variability: Variability;
  direction: 'download' | 'upload';
  rateMbps: number;
  truthMbps: number;
  sigma: number;
  pulses: number;
  stop: string;
  /** Payload of the direction; and time of the whole run. */
  bytes: number;
  wallMs: number;
};

/** The engine once on each window; directions without an interval are left out. */
export function sampleWindows(windows: readonly Window[]): Sample[] {
  return windows.flatMap(({ link, startMs, kind, variability }) => {
    const policy = enginePolicy();
    const run = runPolicy(link, policy, { startMs, maxMs: 14_000 });
    return (['download', 'upload'] as const).flatMap((direction) => {
      const { estimate, stop = 'time' } = policy.outcome(direction);
      if (estimate?.sigma === undefined) return [];
      const path = direction === 'download' ? link.down : link.up;
      const { rateMbps, sigma, pulses } = estimate;
      const truthMbps = minuteTruthMbps(path, 4, startMs);
      const bytes = direction === 'download' ? run.downBytes : run.upBytes;
      return [{ kind, variability, direction, rateMbps, truthMbps, sigma, pulses, stop, bytes, wallMs: run.wallMs }];
    });
  });
}

/** Distance of the truth from the estimate in standard errors of the logarithm. */
export function distance({ rateMbps, truthMbps, sigma }: Sample): number {
  return Math.abs(Math.log(truthMbps / rateMbps)) / Math.max(sigma, ERROR_FLOOR);
}

/** Name of the class of calibration that a run belongs to, as the engine tells it. */
export function classNameOf({ sigma, pulses }: Sample): string {
  return intervalClass(sigma, pulses).name;
}

/** Whether the interval that the engine prints holds the truth. */
export function isHeld({ rateMbps, truthMbps, sigma, pulses }: Sample): boolean {
  const { lowMbps, highMbps } = interval90(rateMbps, sigma, pulses);
  return lowMbps <= truthMbps && truthMbps <= highMbps;
}

/**
 * Split conformal quantile: the ceil((n + 1) × share)-th smallest distance, which covers a new run of the same class with at
 * least `share` whatever the distribution. Throws when there are too few.
 */
export function conformalQuantile(distances: readonly number[], share: number): number {
  const sorted = [...distances].sort((a, b) => a - b);
  const value = sorted[Math.ceil((sorted.length + 1) * share) - 1];
  if (value === undefined) throw new RangeError(`${sorted.length} runs are too few for a share of ${share}`);
  return value;
}
