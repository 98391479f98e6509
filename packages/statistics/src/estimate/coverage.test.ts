// Simulated populations: do the printed intervals hold the truth as often as they say?
import { describe, expect, it } from 'vitest';
import { normal, type Random, seeded, shareOf, zipf } from '../../test/random.ts';
import { normalCdf } from '../distribution/normal.ts';
import type { Interval } from '../interval/interval.ts';
import { classify } from '../publish/classify.ts';
import type { DeviceValue } from './cluster-sums.ts';
import { estimateQuantity, shareAtLeast } from './estimate.ts';

/** ERRANT's pooled spread of ln(rate) on 4G; most of it lies between people. */
const SD_BETWEEN = 0.75;
const SD_TOTAL = 0.95;
const SD_WITHIN = Math.sqrt(SD_TOTAL ** 2 - SD_BETWEEN ** 2);
const TRUE_MEDIAN = 20;
const TRUE_MEAN = TRUE_MEDIAN * Math.exp(SD_TOTAL ** 2 / 2);

/** Devices with Zipf-many active weeks, at most the five of a month; heavy testers have many. */
function month(random: Random, devices: number): DeviceValue[] {
  return Array.from({ length: devices }, (_, d) => {
    const level = SD_BETWEEN * normal(random);
    const weeks = Math.min(5, zipf(random, 40, 1.2));
    return Array.from({ length: weeks }, () => ({
      device: String(d),
      value: TRUE_MEDIAN * Math.exp(level + SD_WITHIN * normal(random)),
    }));
  }).flat();
}

const holds = (interval: Interval | undefined, truth: number) =>
  interval !== undefined && interval.low <= truth && truth <= interval.high;

describe('coverage with Zipf-heavy testers', () => {
  for (const devices of [20, 60]) {
    it(`of 95 % intervals on ${devices} devices`, () => {
      const random = seeded(devices);
      const runs = 2_000;
      const target = 30;
      const trueShare = 1 - normalCdf(Math.log(target / TRUE_MEDIAN) / SD_TOTAL);
      const held = { geometricMean: 0, median: 0, share: 0, mean: 0, pooled: 0 };
      for (let run = 0; run < runs; run++) {
        const values = month(random, devices);
        const found = estimateQuantity(values, 'log');
        if (holds(found.geometricMean?.interval, TRUE_MEDIAN)) held.geometricMean++;
        if (holds(found.median?.interval, TRUE_MEDIAN)) held.median++;
        if (holds(found.mean?.interval, TRUE_MEAN)) held.mean++;
        if (holds(shareAtLeast(values, target)?.interval, trueShare)) held.share++;
        // As if every value came from another person: what pooled tests do.
        const pooled = estimateQuantity(
          values.map(({ value }, i) => ({ device: String(i), value })),
          'log',
        );
        if (holds(pooled.geometricMean?.interval, TRUE_MEDIAN)) held.pooled++;
      }
      const coverage = (name: keyof typeof held) => held[name] / runs;
      expect(coverage('geometricMean')).toBeGreaterThan(0.93);
      expect(coverage('geometricMean')).toBeLessThan(0.97);
      expect(coverage('share')).toBeGreaterThan(0.93);
      expect(coverage('share')).toBeLessThan(0.97);
      // Whole ranks make the median's interval cautious.
      expect(coverage('median')).toBeGreaterThan(0.95);
      expect(coverage('median')).toBeLessThan(0.99);
      // A mean of few long-tailed values cannot be bounded better without assuming the tail.
      expect(coverage('mean')).toBeGreaterThan(devices >= 50 ? 0.92 : 0.89);
      expect(coverage('pooled')).toBeLessThan(0.88);
    });
  }
});

const POPULATIONS: Record<string, { draw: (random: Random) => number; mean: number }> = {
  'log-normal': { draw: (random) => Math.exp(SD_TOTAL * normal(random)), mean: Math.exp(SD_TOTAL ** 2 / 2) },
  // Normal less exponential: the heavy lower tail of real 4G; E exp(0.5 z) E u^0.8 = e^(1/8) / 1.8.
  'heavy lower tail': {
    draw: (random) => Math.exp(0.5 * normal(random)) * (1 - random()) ** 0.8,
    mean: Math.exp(0.125) / 1.8,
  },
  // One line in five is fibre: means of the two log-normals, 0.8 and 0.2 of each.
  'two kinds of lines': {
    draw: (random) => Math.exp((random() < 0.2 ? 2 : 0) + 0.5 * normal(random)),
    mean: Math.exp(0.125) * (0.8 + 0.2 * Math.exp(2)),
  },
};

describe('coverage of the mean', () => {
  for (const [name, { draw, mean }] of Object.entries(POPULATIONS)) {
    it(`on 50 devices, ${name}: overall, and among the means that are shown`, () => {
      const random = seeded(50);
      let shown = 0;
      let shownAndHeld = 0;
      const coverage = shareOf(2_000, () => {
        const values = Array.from({ length: 50 }, (_, d) => ({ device: String(d), value: draw(random) }));
        const found = estimateQuantity(values, 'log').mean;
        const held = holds(found?.interval, mean);
        if (found !== undefined && classify(found, 'relative') !== undefined) {
          shown++;
          if (held) shownAndHeld++;
        }
        return held;
      });
      expect(coverage).toBeGreaterThan(0.92);
      expect(coverage).toBeLessThan(0.975);
      // Showing only narrow intervals picks samples that missed the tail: with 50 devices that costs at most some points.
      expect(shownAndHeld / shown).toBeGreaterThan(0.9);
    });
  }
});

describe('coverage of what is shown at the least number of devices', () => {
  it('is at least 90 % for the geometric mean of 20 and the median of 30', () => {
    const random = seeded(2030);
    const count = { gm: [0, 0], median: [0, 0] };
    for (let run = 0; run < 3_000; run++) {
      const draw = (n: number) =>
        estimateQuantity(
          Array.from({ length: n }, (_, d) => ({ device: String(d), value: Math.exp(SD_TOTAL * normal(random)) })),
          'log',
        );
      const found = { gm: draw(20).geometricMean, median: draw(30).median };
      for (const name of ['gm', 'median'] as const) {
        const estimate = found[name];
        if (estimate === undefined || classify(estimate, 'relative') === undefined) continue;
        count[name][0] = (count[name][0] ?? 0) + 1;
        if (holds(estimate.interval, 1)) count[name][1] = (count[name][1] ?? 0) + 1;
      }
    }
    for (const [shown = 0, held = 0] of Object.values(count)) {
      expect(shown).toBeGreaterThan(1_000);
      expect(held / shown).toBeGreaterThan(0.9);
    }
  });
});
