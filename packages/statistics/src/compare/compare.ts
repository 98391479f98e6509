// Is one area or operator faster than another? Only differences that their intervals bear out are shown.
import { studentTCdf, studentTQuantile } from '../distribution/student-t.ts';
import type { Estimate } from '../estimate/estimate.ts';
import { type Interval, MIN_FOR_INTERVAL, UPPER_PROBABILITY } from '../interval/interval.ts';
import type { MeanEvidence } from '../interval/mean-interval.ts';
import { adjustedProbabilities, FALSE_DISCOVERY_RATE } from './false-discovery.ts';

/** 'no-difference-shown' is not "equal": the sample does not tell. */
export type Verdict = 'higher' | 'lower' | 'no-difference-shown';

/** What is compared of an estimate: its interval alone, which stands also where no figure is told. */
interface Ranged {
  readonly value?: number | undefined;
  readonly interval?: Interval | undefined;
}

/** How the first estimate stands to the second: a difference only where both have intervals and these do not overlap. */
export function compareEstimates(first: Ranged, second: Ranged): Verdict {
  if (first.interval === undefined || second.interval === undefined) return 'no-difference-shown';
  if (first.interval.low > second.interval.high) return 'higher';
  if (first.interval.high < second.interval.low) return 'lower';
  return 'no-difference-shown';
}

/** One side of a comparison: the mean of logarithms over devices, and the estimate that is shown. */
export interface Side {
  readonly id: string;
  readonly shown: Estimate;
  readonly onLogs: MeanEvidence;
}

export interface Contrast {
  readonly first: string;
  readonly second: string;
  readonly verdict: Verdict;
  /** Ratio of geometric means, first over second, with its 95 % interval. */
  readonly ratio: number;
  readonly interval: Interval;
  /** Probability of such a ratio or a larger one were there no difference, adjusted for the number of contrasts. */
  readonly adjustedProbability: number;
}

/**
 * All pairs of sides with at least 6 devices each: Welch's t on logarithms, adjusted over the pairs; a difference is shown where intervals
 * do not overlap and the adjusted probability is at most 5 %. Sides with fewer devices, or that do not vary, are left out.
 * Source: Welch, Biometrika 34 (1947), 28-35.
 */
export function contrasts(sides: readonly Side[]): Contrast[] {
  const able = sides.filter(({ onLogs }) => onLogs.independent >= MIN_FOR_INTERVAL && onLogs.standardError > 0);
  const pairs = able.flatMap((first, i) => able.slice(i + 1).map((second) => ({ first, second })));
  const tests = pairs.map(({ first, second }) => welch(first.onLogs, second.onLogs));
  const adjusted = adjustedProbabilities(tests.map(({ probability }) => probability));
  return pairs.flatMap(({ first, second }, i) => {
    const test = tests[i];
    const adjustedProbability = adjusted[i];
    if (test === undefined || adjustedProbability === undefined) return [];
    const { ratio, interval } = test;
    const verdict =
      adjustedProbability <= FALSE_DISCOVERY_RATE
        ? compareEstimates(first.shown, second.shown)
        : ('no-difference-shown' as const);
    return [{ first: first.id, second: second.id, verdict, ratio, interval, adjustedProbability }];
  });
}

function welch(a: MeanEvidence, b: MeanEvidence): { ratio: number; interval: Interval; probability: number } {
  const varianceA = a.standardError ** 2;
  const varianceB = b.standardError ** 2;
  const variance = varianceA + varianceB;
  const degrees = variance ** 2 / (varianceA ** 2 / (a.independent - 1) + varianceB ** 2 / (b.independent - 1));
  const difference = a.mean - b.mean;
  const half = studentTQuantile(UPPER_PROBABILITY, degrees) * Math.sqrt(variance);
  return {
    ratio: Math.exp(difference),
    interval: { low: Math.exp(difference - half), high: Math.exp(difference + half) },
    probability: 2 * studentTCdf(-Math.abs(difference) / Math.sqrt(variance), degrees),
  };
}
