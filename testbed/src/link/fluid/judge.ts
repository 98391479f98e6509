// Judges rules on many windows against what the place delivers: the mean of the minute that begins with the measurement.

import type { PathSpec } from '../link-spec.ts';
import { payloadShare } from '../payload.ts';
import { rateOverTime } from '../trace/rate-over-time.ts';
import type { FluidLink } from './fluid-link.ts';
import type { MeasuringPolicy } from './run-policy.ts';
import { runPolicy } from './run-policy.ts';

/** One moment at which a measurement begins. */
export interface JudgedWindow {
  readonly link: FluidLink;
  readonly startMs: number;
}

/** One measurement against its truth; errors are `measured / true - 1`, absent where nothing was measured. */
export interface Verdict {
  readonly downErrorRatio: number | undefined;
  readonly upErrorRatio: number | undefined;
  readonly downTruthMbps: number;
  readonly upTruthMbps: number;
  readonly wallMs: number;
  readonly bytes: number;
}

export interface Score {
  readonly n: number;
  /** Windows in which the direction gave no figure; they are in no other number. */
  readonly failed: number;
  readonly medianErrorRatio: number;
  readonly p90ErrorRatio: number;
  readonly worstErrorRatio: number;
  /** Median of the signed errors. */
  readonly biasRatio: number;
  readonly meanBytes: number;
  readonly meanWallMs: number;
}

/** What a direction delivers in the minute from `startMs`: TCP payload in 10^6 bit/s, cross traffic and token bucket taken off. */
export function minuteTruthMbps(path: PathSpec, family: 4 | 6, startMs: number, minuteMs = 60_000): number {
  const { bucket, cross } = path;
  const taken = cross ? (cross.rateMbps * cross.onMs) / (cross.onMs + cross.offMs) : 0;
  const free = rateOverTime(path.rateMbps).mean(startMs, startMs + minuteMs) - taken;
  return Math.min(free, bucket?.rateMbps ?? free) * payloadShare(family);
}

/** Runs one rule once on each window; `makePolicy` is asked for a fresh policy each time. */
export function judge(makePolicy: () => MeasuringPolicy, windows: readonly JudgedWindow[]): Verdict[] {
  return windows.map(({ link, startMs }) => {
    const run = runPolicy(link, makePolicy(), { startMs });
    const family = link.family ?? 4;
    const downTruthMbps = minuteTruthMbps(link.down, family, startMs);
    const upTruthMbps = minuteTruthMbps(link.up, family, startMs);
    return {
      downErrorRatio: ratioLessOne(run.result.downMbps, downTruthMbps),
      upErrorRatio: ratioLessOne(run.result.upMbps, upTruthMbps),
      downTruthMbps,
      upTruthMbps,
      wallMs: run.wallMs,
      bytes: run.downBytes + run.upBytes,
    };
  });
}

/** Sums up one direction of many verdicts; throws when no window gave a figure. */
export function score(verdicts: readonly Verdict[], direction: 'down' | 'up'): Score {
  const errors = verdicts.flatMap((verdict) => verdict[`${direction}ErrorRatio`] ?? []);
  if (errors.length === 0) throw new RangeError('no window gave a figure');
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const signed = [...errors].sort((a, b) => a - b);
  const mean = (of: (verdict: Verdict) => number) => verdicts.reduce((sum, v) => sum + of(v), 0) / verdicts.length;
  return {
    n: errors.length,
    failed: verdicts.length - errors.length,
    medianErrorRatio: rank(sizes, 0.5),
    p90ErrorRatio: rank(sizes, 0.9),
    worstErrorRatio: rank(sizes, 1),
    biasRatio: rank(signed, 0.5),
    meanBytes: mean((verdict) => verdict.bytes),
    meanWallMs: mean((verdict) => verdict.wallMs),
  };
}

function ratioLessOne(measured: number | undefined, truth: number): number | undefined {
  return measured === undefined || truth === 0 ? undefined : measured / truth - 1;
}

/** Nearest rank of a sorted, non-empty list. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
