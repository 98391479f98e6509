// Runs the engine over windows and reads off how far away the truth lies, by class.
import { interval90, intervalClass } from '@i-speed/engine/rules';
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
  unevenness: number | undefined;
  pulses: number;
  stop: string;
  /** Payload of the direction; and time of the whole run. */
  bytes: number;
  wallMs: number;
  /** Whether the rate fell inside a pulse and what lasted was taken. */
  isLasting: boolean;
};

/** The engine once on each window; directions without an interval are left out. */
export function sampleWindows(windows: readonly Window[]): Sample[] {
  return windows.flatMap(({ link, startMs, kind, variability }) => {
    const policy = enginePolicy();
    const run = runPolicy(link, policy, { startMs, maxMs: 14_000 });
    return (['download', 'upload'] as const).flatMap((direction) => {
      const { estimate, stop = 'time', isLasting } = policy.outcome(direction);
      if (estimate?.sigma === undefined) return [];
      const path = direction === 'download' ? link.down : link.up;
      const { rateMbps, unevenness, pulses } = estimate;
      const truthMbps = minuteTruthMbps(path, 4, startMs);
      const bytes = direction === 'download' ? run.downBytes : run.upBytes;
      return [
        {
          kind,
          variability,
          direction,
          rateMbps,
          truthMbps,
          unevenness,
          pulses,
          stop,
          bytes,
          wallMs: run.wallMs,
          isLasting,
        },
      ];
    });
  });
}

/** Distance of the truth from the estimate, as a difference of logarithms. */
export function distance({ rateMbps, truthMbps }: Sample): number {
  return Math.abs(Math.log(truthMbps / rateMbps));
}

/** Name of the class of calibration that a run belongs to, as the engine tells it. */
export function classNameOf(sample: Sample): string {
  return intervalClass(sample).name;
}

/** Whether the interval that the engine prints holds the truth. */
export function isHeld({ rateMbps, truthMbps, unevenness, pulses }: Sample): boolean {
  const { lowMbps, highMbps } = interval90(rateMbps, { unevenness, pulses });
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
