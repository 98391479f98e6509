// How far percentiles, which have no interval, lie from the truth, beside the median of 30 devices.
import { estimateQuantity } from '../../src/index.ts';
import { seeded } from '../../test/random.ts';
import { populations } from './populations.ts';
import { head, oneEach, row } from './print.ts';

const NAMES = ['p10', 'p20', 'p80', 'p90'] as const;

/** Root mean square of ln(found / true). */
export function quantileErrors(): void {
  head('Percentiles: root mean square of ln(found / true)', [
    'population',
    'median of 30',
    ...[30, 50].flatMap((n) => NAMES.map((name) => `${name} of ${n}`)),
  ]);
  for (const [name, draw] of Object.entries(populations)) {
    const sample = (n: number, random: () => number) =>
      estimateQuantity(oneEach(Array.from({ length: n }, () => draw(random))), 'log');
    const all = sample(1_000_000, seeded(2));
    const errors = (n: number) => {
      const random = seeded(n + 13);
      const runs = Array.from({ length: 4_000 }, () => sample(n, random));
      const rms = (of: (found: typeof all) => number | undefined) => {
        const truth = of(all) ?? Number.NaN;
        const sum = runs.reduce((total, found) => total + Math.log((of(found) ?? Number.NaN) / truth) ** 2, 0);
        return Math.sqrt(sum / runs.length).toFixed(2);
      };
      return { median: rms(({ median }) => median?.value), others: NAMES.map((one) => rms((found) => found[one])) };
    };
    const [few, more] = [errors(30), errors(50)];
    row([name, few.median, ...few.others, ...more.others]);
  }
}
