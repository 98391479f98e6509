// Fading: a log-rate that wanders and returns (AR(1)) on one or several time scales.
import type { Level } from './level.ts';
import { levelOf, slotMs } from './level.ts';
import { seededRandom } from './random.ts';

/** One scale of fading: coefficient of variation it alone would give, and the time over which it forgets (1/e). */
export interface Fading {
  readonly cv: number;
  readonly timeScaleMs: number;
}

/**
 * A level with mean 1 and stationary from the start. The log-rate is Gaussian, so a scale with coefficient of variation cv
 * has log-variance ln(1 + cv²), and the variances of several scales add up.
 */
export function fadingLevel(seed: number, durationMs: number, scales: readonly Fading[]): Level {
  const parts = scales.map(({ cv, timeScaleMs }, i) => {
    const random = seededRandom(seed, `fading-${i}`);
    const sd = Math.sqrt(Math.log(1 + cv * cv));
    const keep = Math.exp(-slotMs / timeScaleMs);
    const renew = sd * Math.sqrt(1 - keep * keep);
    let log = sd * random.normal();
    return () => {
      const now = log;
      log = keep * log + renew * random.normal();
      return now - (sd * sd) / 2;
    };
  });
  return levelOf(durationMs, () => Math.exp(parts.reduce((sum, next) => sum + next(), 0)));
}
