// The modelled estimate of communes with few devices: simulated, and by its own back-test.
import { backTest, fitAreas } from '../../src/index.ts';
import { normal, seeded } from '../../test/random.ts';
import { head, holds, percent, row } from './print.ts';

/** Coverage and error of the model. */
export function smallAreas(): void {
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

/** A country thinned and modelled. */
export function heldOut(): void {
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
