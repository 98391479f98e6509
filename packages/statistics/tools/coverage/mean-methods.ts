// Three intervals of the arithmetic mean against each other.
import { studentTQuantile } from '../../src/distribution/student-t.ts';
import { estimateQuantity, type Interval } from '../../src/index.ts';
import { type Random, seeded } from '../../test/random.ts';
import { type Draw, populations } from './populations.ts';
import { head, holds, oneEach, percent, row } from './print.ts';

/** Student's t, the modified Cox and Hall's. */
export function meanMethods(): void {
  head('Intervals of the mean, one value a device: coverage in % (95 is the aim)', [
    'population',
    'devices',
    "Student's t",
    'modified Cox',
    'Hall (ours)',
  ]);
  for (const [name, draw] of Object.entries(populations)) {
    const truth = average(seeded(1), draw, 2_000_000);
    for (const n of [20, 50, 100, 300]) {
      const random = seeded(n);
      const runs = 4_000;
      const held = [0, 0, 0];
      for (let run = 0; run < runs; run++) {
        const values = Array.from({ length: n }, () => draw(random));
        const ours = estimateQuantity(oneEach(values), 'log').mean?.interval;
        for (const [i, interval] of [student(values), modifiedCox(values), ours].entries()) {
          if (holds(interval, truth)) held[i] = (held[i] ?? 0) + 1;
        }
      }
      row([name, n, ...held.map((count) => percent(count / runs))]);
    }
  }
}

function student(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const half = studentTQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/** Olsson's modified Cox interval: right for the log-normal alone. */
function modifiedCox(values: readonly number[]): Interval {
  const logs = values.map(Math.log);
  const n = logs.length;
  const mean = logs.reduce((sum, x) => sum + x, 0) / n;
  const variance = logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
  const half = studentTQuantile(0.975, n - 1) * Math.sqrt(variance / n + variance ** 2 / (2 * (n - 1)));
  return { low: Math.exp(mean + variance / 2 - half), high: Math.exp(mean + variance / 2 + half) };
}

function average(random: Random, draw: Draw, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += draw(random);
  return sum / n;
}
