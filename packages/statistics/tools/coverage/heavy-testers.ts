// People who test a lot: devices as clusters against every value taken as independent.
import { estimateQuantity, type Interval, shareAtLeast } from '../../src/index.ts';
import { normal, seeded, zipf } from '../../test/random.ts';
import { head, holds, oneEach, percent, row } from './print.ts';

/** Zipf-distributed testers. */
export function heavyTesters(): void {
  head('Zipf-heavy testers, sd(log) 0.95 of which 0.75 between people: coverage in %', [
    'devices',
    'values',
    'effective n',
    'geometric mean',
    'median',
    'share',
    'mean',
    'geometric mean, all values pooled',
  ]);
  const within = Math.sqrt(0.95 ** 2 - 0.75 ** 2);
  const target = Math.exp(0.95 * 0.5244005127080407);
  for (const devices of [10, 20, 50, 100]) {
    const random = seeded(devices);
    const runs = 4_000;
    const held = [0, 0, 0, 0, 0];
    let count = 0;
    let worth = 0;
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: devices }, (_, d) => {
        const level = 0.75 * normal(random);
        const weeks = Math.min(5, zipf(random, 40, 1.2));
        return Array.from({ length: weeks }, () => ({
          device: String(d),
          value: Math.exp(level + within * normal(random)),
        }));
      }).flat();
      const found = estimateQuantity(values, 'log');
      const pooled = estimateQuantity(oneEach(values.map(({ value }) => value)), 'log');
      count += values.length / runs;
      worth += (found.effectiveN ?? 0) / runs;
      const claims: [Interval | undefined, number][] = [
        [found.geometricMean?.interval, 1],
        [found.median?.interval, 1],
        [shareAtLeast(values, target)?.interval, 0.3],
        [found.mean?.interval, Math.exp(0.95 ** 2 / 2)],
        [pooled.geometricMean?.interval, 1],
      ];
      for (const [i, [interval, truth]] of claims.entries()) if (holds(interval, truth)) held[i] = (held[i] ?? 0) + 1;
    }
    row([devices, count.toFixed(0), worth.toFixed(0), ...held.map((times) => percent(times / runs))]);
  }
}
