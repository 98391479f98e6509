// Coverage among the figures that are shown: the rule that shows them picks samples itself.
import { classify, type Estimate, estimateQuantity } from '../../src/index.ts';
import { seeded } from '../../test/random.ts';
import { populations } from './populations.ts';
import { head, holds, oneEach, percent, row } from './print.ts';

/** Class C or better. */
export function shownOnly(): void {
  head('Coverage among the figures that are shown (class C or better), share shown in brackets, in %', [
    'population',
    'devices',
    'geometric mean',
    'median',
    'mean',
  ]);
  for (const [name, draw] of Object.entries(populations)) {
    const big = Array.from(
      { length: 1_000_000 },
      (
        (random) => () =>
          draw(random)
      )(seeded(2)),
    );
    const all = estimateQuantity(oneEach(big), 'log');
    for (const n of [20, 30, 50, 100]) {
      const random = seeded(n + 7);
      const runs = 4_000;
      const tally = { geometricMean: [0, 0], median: [0, 0], mean: [0, 0] };
      for (let run = 0; run < runs; run++) {
        const found = estimateQuantity(oneEach(Array.from({ length: n }, () => draw(random))), 'log');
        for (const [statistic, counts] of Object.entries(tally)) {
          const pick = (from: typeof found): Estimate | undefined => from[asStatistic(statistic)];
          const estimate = pick(found);
          if (estimate === undefined || classify(estimate, 'relative') === undefined) continue;
          counts[0] = (counts[0] ?? 0) + 1;
          if (holds(estimate.interval, pick(all)?.value ?? Number.NaN)) counts[1] = (counts[1] ?? 0) + 1;
        }
      }
      row([
        name,
        n,
        ...Object.values(tally).map(([shown = 0, held = 0]) =>
          shown < 40 ? '-' : `${percent(held / shown)} (${percent(shown / runs)})`,
        ),
      ]);
    }
  }
}

/** Guarantee: called with the three names that the tally has. */
function asStatistic(name: string): 'geometricMean' | 'median' | 'mean' {
  return name as 'geometricMean' | 'median' | 'mean';
}
