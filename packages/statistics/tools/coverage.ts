// Prints the tables of docs/method/intervals.md and small-areas.md: how often the intervals hold the truth in simulated populations.
// Run: node packages/statistics/tools/coverage.ts   (about a minute; the seeds are fixed, so the tables come out the same)
import { studentTQuantile } from '../src/distribution/student-t.ts';
import {
  backTest,
  classify,
  type DeviceValue,
  type Estimate,
  estimateQuantity,
  fitAreas,
  type Interval,
  shareAtLeast,
} from '../src/index.ts';
import { normal, type Random, seeded, zipf } from '../test/random.ts';

type Draw = (random: Random) => number;

const populations: Record<string, Draw> = {
  'log-normal, sd 0.6': (random) => Math.exp(0.6 * normal(random)),
  'log-normal, sd 0.95': (random) => Math.exp(0.95 * normal(random)),
  'log-normal, sd 1.1': (random) => Math.exp(1.1 * normal(random)),
  'heavy lower tail': (random) => Math.exp(0.5 * normal(random)) * (1 - random()) ** 0.8,
  'capped by plans': (random) => Math.min(3, Math.exp(0.95 * normal(random))),
  'two kinds of lines': (random) => Math.exp((random() < 0.2 ? 2 : 0) + 0.5 * normal(random)),
};

const percent = (share: number) => (100 * share).toFixed(1);
const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);
const head = (title: string, cells: readonly string[]) => {
  console.log(`\n${title}\n`);
  row(cells);
  row(cells.map(() => '---'));
};
const holds = (interval: Interval | undefined, truth: number) =>
  interval !== undefined && interval.low <= truth && truth <= interval.high;

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

function meanMethods(): void {
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

function shownOnly(): void {
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

function heavyTesters(): void {
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

function smallAreas(): void {
  head('Small areas, sd(log) 0.95 between devices: coverage and root mean square error of ln(level)', [
    'sd between areas',
    'areas',
    'devices each',
    'coverage %',
    'error, model',
    'error, direct',
  ]);
  for (const between of [0.15, 0.35, 0.6]) {
    for (const areas of [25, 100]) {
      for (const [least, most] of [
        [3, 3],
        [6, 19],
        [3, 50],
      ] as const) {
        const random = seeded(areas + most);
        let [held, all, error, direct] = [0, 0, 0, 0];
        for (let run = 0; run < 30_000 / areas; run++) {
          const truth = Array.from({ length: areas }, () => between * normal(random));
          const found = truth.map((level, i) => {
            const samplingVariance = 0.95 ** 2 / (least + Math.floor(random() * (most - least + 1)));
            return {
              id: String(i),
              value: level + Math.sqrt(samplingVariance) * normal(random),
              samplingVariance,
              regressors: [1],
            };
          });
          for (const [i, { interval, value }] of fitAreas(found)?.areas.entries() ?? []) {
            const level = truth[i] ?? Number.NaN;
            all++;
            if (holds(interval, level)) held++;
            error += (value - level) ** 2;
            direct += ((found[i]?.value ?? Number.NaN) - level) ** 2;
          }
        }
        row([
          between,
          areas,
          least === most ? least : `${least} to ${most}`,
          percent(held / all),
          Math.sqrt(error / all).toFixed(2),
          Math.sqrt(direct / all).toFixed(2),
        ]);
      }
    }
  }
}

function heldOut(): void {
  const random = seeded(2026);
  const areas = Array.from({ length: 34 }, (_, province) =>
    Array.from({ length: 97 }, (_, commune) => {
      const level = 3 + 0.02 * province + 0.35 * normal(random);
      const devices = random() < 0.3 ? 60 + Math.floor(100 * random()) : 1 + Math.floor(25 * random());
      const deviceLogs = Array.from({ length: devices }, () => level + 0.95 * normal(random));
      return { id: `${province}/${commune}`, groups: [`p${province}`, 'all'], deviceLogs };
    }),
  ).flat();
  const found = backTest(areas, { random, keepDevices: [6, 19], heldOutDevices: 40 });
  const off = (log = Number.NaN) => percent(Math.expm1(log));
  head('Back-test: 34 provinces of 97 communes, 6 to 19 devices kept, at least 40 held out', [
    'communes judged',
    'coverage %',
    'median error of the model %',
    'median error of the few devices alone %',
  ]);
  row([found.areas, percent(found.coverage ?? Number.NaN), off(found.medianErrorLog), off(found.medianDirectErrorLog)]);
}

function oneEach(values: readonly number[]): DeviceValue[] {
  return values.map((value, i) => ({ device: String(i), value }));
}

function average(random: Random, draw: Draw, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += draw(random);
  return sum / n;
}

/** Guarantee: called with the three names that the tally has. */
function asStatistic(name: string): 'geometricMean' | 'median' | 'mean' {
  return name as 'geometricMean' | 'median' | 'mean';
}

meanMethods();
heavyTesters();
shownOnly();
smallAreas();
heldOut();
