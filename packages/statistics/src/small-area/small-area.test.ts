import { describe, expect, it } from 'vitest';
import { normal, type Random, seeded } from '../../test/random.ts';
import { type AreaDevices, backTest, sampleOf } from './back-test.ts';
import { type DirectEstimate, fitAreas } from './fay-herriot.ts';
import { leastSquares } from './least-squares.ts';
import { type AreaSample, modelAreas, pooledVariance, samplingVariance } from './model-areas.ts';

/** Spread between devices and between communes of one province and operator, as logarithms; those of docs/method/small-areas.md. */
const SIGMA = 0.95;
const TAU = 0.35;

describe('least squares', () => {
  it('finds the line through points on a line, whatever the weights', () => {
    const rows = [0, 1, 2, 5].map((x) => [1, x]);
    const fit = leastSquares(
      rows,
      rows.map(([, x = 0]) => 3 - 2 * x),
      [1, 9, 2, 4],
    );
    expect(fit.coefficients[0]).toBeCloseTo(3, 10);
    expect(fit.coefficients[1]).toBeCloseTo(-2, 10);
  });
  it('gives the weighted mean and its variance for a constant', () => {
    const fit = leastSquares([[1], [1]], [10, 20], [3, 1]);
    expect(fit.coefficients[0]).toBeCloseTo(12.5, 12);
    expect(fit.varianceAt([1])).toBeCloseTo(1 / 4, 12);
  });
  it('refuses regressors of which one follows from another', () => {
    expect(() =>
      leastSquares(
        [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        [1, 2, 3],
        [1, 1, 1],
      ),
    ).toThrow(RangeError);
  });
});

describe('Fay-Herriot', () => {
  const alike = (values: readonly number[], variance: number): DirectEstimate[] =>
    values.map((value, i) => ({ id: String(i), value, samplingVariance: variance, regressors: [1] }));

  it('with equal variances is the textbook: tau^2 = s^2 - psi and each area drawn by the same share', () => {
    // Values -4.5 to 4.5: mean 0, sum of squares 82.5 on 9 degrees.
    const model = fitAreas(alike([-4.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5], 2));
    const between = 82.5 / 9 - 2;
    const ownShare = between / (82.5 / 9);
    expect(model?.betweenVariance).toBeCloseTo(between, 6);
    expect(model?.areas[9]?.ownShare).toBeCloseTo(ownShare, 6);
    expect(model?.areas[9]?.value).toBeCloseTo(4.5 * ownShare, 5);
    // g psi + (1 - g)^2 (tau^2 + psi) / C + 2 psi^2 (tau^2 + psi)^-3 * 2 (tau^2 + psi)^2 / C.
    const total = 82.5 / 9;
    const mse = 2 * ownShare + ((1 - ownShare) ** 2 * total) / 10 + (2 * 4 * 2) / (total * 10);
    expect(model?.areas[0]?.meanSquaredError).toBeCloseTo(mse, 6);
  });
  it('draws areas that differ less than chance almost wholly to what they share, yet never to exactly one value', () => {
    const model = fitAreas(alike([3, 3.1, 2.9, 3.05, 2.95, 3, 3.02, 2.98, 3.01, 2.99], 1));
    expect(model?.areas[1]?.ownShare).toBeGreaterThan(0);
    expect(model?.areas[1]?.ownShare).toBeLessThan(0.25);
  });
  it('has nothing to say of fewer than eight areas beyond the regressors, and refuses a variance of 0', () => {
    expect(fitAreas(alike([1, 2, 3, 4, 5, 6, 7, 8], 1))).toBeUndefined();
    expect(() => fitAreas(alike([1, 2, 3, 4, 5, 6, 7, 8, 9], 0))).toThrow(RangeError);
  });
});

describe('coverage of the 95 % interval of small areas', () => {
  for (const [devices, areas] of [
    [3, 100],
    [5, 100],
    [12, 40],
    [12, 25],
    [30, 100],
    [50, 100],
  ] as const) {
    it(`is 93 to 97 % with ${devices} devices in each of ${areas} areas`, () => {
      const random = seeded(1000 * devices + areas);
      let held = 0;
      let all = 0;
      let error = 0;
      let directError = 0;
      for (let run = 0; run < 20_000 / areas; run++) {
        const truth = Array.from({ length: areas }, () => 3 + TAU * normal(random));
        const psi = SIGMA ** 2 / devices;
        const direct = truth.map((level, i) => ({
          id: String(i),
          value: level + Math.sqrt(psi) * normal(random),
          samplingVariance: psi,
          regressors: [1],
        }));
        for (const [i, { interval, value }] of fitAreas(direct)?.areas.entries() ?? []) {
          const level = truth[i] ?? Number.NaN;
          all++;
          if (interval.low <= level && level <= interval.high) held++;
          error += (value - level) ** 2;
          directError += ((direct[i]?.value ?? 0) - level) ** 2;
        }
      }
      expect(held / all).toBeGreaterThan(0.93);
      expect(held / all).toBeLessThan(0.97);
      expect(error).toBeLessThan(directError);
    });
  }
});

describe('coverage where the model is only about right', () => {
  it('stays 93 to 97 %: spreads estimated, 1 to 50 devices, heavy lower tail of devices, sharp-peaked communes', () => {
    const random = seeded(31);
    let held = 0;
    let all = 0;
    for (let run = 0; run < 150; run++) {
      const truth: number[] = [];
      const samples = Array.from({ length: 100 }, (_, i) => {
        // Laplace with standard deviation TAU; a device is normal less exponential, of mean 0 and variance 0.25 + 0.64.
        const draw = random() - 0.5;
        const level = 3 - (TAU / Math.SQRT2) * Math.sign(draw) * Math.log(1 - 2 * Math.abs(draw));
        truth.push(level);
        const devices = 1 + Math.floor(50 * random() ** 2);
        const deviceLogs = Array.from(
          { length: devices },
          () => level + 0.5 * normal(random) + 0.8 * (Math.log(1 - random()) + 1),
        );
        return sampleOf({ id: String(i), groups: ['g'], deviceLogs });
      });
      for (const [i, { onLogs }] of modelAreas(samples).entries()) {
        const level = truth[i] ?? Number.NaN;
        all++;
        if (onLogs.interval.low <= level && level <= onLogs.interval.high) held++;
      }
    }
    expect(all).toBe(15_000);
    expect(held / all).toBeGreaterThan(0.93);
    expect(held / all).toBeLessThan(0.97);
  });
});

/** Communes with few and many devices, each device with its own level. */
function country(
  random: Random,
  groups: readonly { names: string[]; level: number; communes: number }[],
): AreaDevices[] {
  return groups.flatMap(({ names, level, communes }, g) =>
    Array.from({ length: communes }, (_, c) => {
      const commune = level + TAU * normal(random);
      const devices = random() < 0.4 ? 60 + Math.floor(100 * random()) : 1 + Math.floor(25 * random());
      const deviceLogs = Array.from({ length: devices }, () => commune + SIGMA * normal(random));
      return { id: `${g}/${c}`, groups: names, deviceLogs };
    }),
  );
}

describe('modelled areas', () => {
  const sample = (id: string, groups: string[], devices: number, logMean: number): AreaSample => ({
    id,
    groups,
    devices,
    logMean,
    logVariance: 0.9,
  });

  it('are drawn toward the finest group of at least 25 areas', () => {
    const big = Array.from({ length: 25 }, (_, i) => sample(`a${i}`, ['hanoi', 'all'], 10, 4 + 0.01 * i));
    const small = Array.from({ length: 5 }, (_, i) => sample(`b${i}`, ['kontum', 'all'], 10, 2 + 0.01 * i));
    const modelled = modelAreas([...big, ...small]);
    expect(modelled.find(({ id }) => id === 'a0')).toMatchObject({ group: 'hanoi', areasInGroup: 25 });
    expect(modelled.find(({ id }) => id === 'b0')).toMatchObject({ group: 'all', areasInGroup: 30 });
    expect(modelAreas(small)).toEqual([]);
  });
  it('leave a group of single devices to the coarser one, and no other group feels it', () => {
    const alone = Array.from({ length: 25 }, (_, i) => ({
      id: `c${i}`,
      groups: ['lai-chau', 'all'],
      devices: 1,
      logMean: 3 + 0.01 * i,
    }));
    const big = Array.from({ length: 25 }, (_, i) => sample(`a${i}`, ['hanoi', 'all'], 10, 4 + 0.01 * i));
    const modelled = modelAreas([...alone, ...big]);
    expect(modelled.find(({ id }) => id === 'c0')).toMatchObject({ group: 'all', areasInGroup: 50 });
    expect(modelled.find(({ id }) => id === 'a0')).toMatchObject({ group: 'hanoi', areasInGroup: 25 });
    expect(modelAreas(alone)).toEqual([]);
  });
  it('speak in the unit of the quantity and say how much is their own', () => {
    const areas = Array.from({ length: 30 }, (_, i) => sample(`a${i}`, ['g'], 10, Math.log(20) + (i - 14.5) / 20));
    const [first] = modelAreas(areas);
    expect(first?.estimate.value).toBeCloseTo(Math.exp(first?.onLogs.value ?? 0), 12);
    expect(first?.estimate.value).toBeGreaterThan(20 * Math.exp(-14.5 / 20));
    expect(first?.ownShare).toBeGreaterThan(0.5);
    expect(first?.ownShare).toBeLessThan(1);
  });
  it('borrow the spread of their group below 20 devices, and mix in their own from there on', () => {
    const few = sample('few', ['g'], 19, 3);
    const many = sample('many', ['g'], 21, 3);
    expect(samplingVariance(few, 0.5)).toBeCloseTo(0.5 / 19, 12);
    expect(samplingVariance(many, 0.5)).toBeCloseTo((20 * 0.5 + 20 * 0.9) / 40 / 21, 12);
    expect(pooledVariance([few, many, { id: 'one', groups: [], devices: 1, logMean: 3 }])).toBeCloseTo(0.9, 12);
    expect(pooledVariance([{ id: 'one', groups: [], devices: 1, logMean: 3 }])).toBeUndefined();
  });
});

describe('back-test on communes held out', () => {
  it('finds 93 to 97 % of held-out means inside the foretold interval, and the model nearer than the few devices alone', () => {
    const random = seeded(2026);
    const areas = country(
      random,
      Array.from({ length: 12 }, (_, p) => ({ names: [`p${p}`, 'all'], level: 3 + 0.05 * p, communes: 100 })),
    );
    const found = backTest(areas, { random, keepDevices: [6, 19], heldOutDevices: 40 });
    expect(found.areas).toBeGreaterThan(400);
    expect(found.coverage).toBeGreaterThan(0.93);
    expect(found.coverage).toBeLessThan(0.97);
    expect(found.medianErrorLog ?? 1).toBeLessThan(0.9 * (found.medianDirectErrorLog ?? 0));
  });
  it('notices areas that the model does not fit: a few isolated ones far below all others', () => {
    const random = seeded(7);
    const areas = country(random, [{ names: ['all'], level: 3, communes: 300 }]).map((area, i) =>
      i % 10 === 0 ? { ...area, deviceLogs: area.deviceLogs.map((log) => log - 2.5) } : area,
    );
    const plain = country(seeded(7), [{ names: ['all'], level: 3, communes: 300 }]);
    const settings = { keepDevices: [6, 9], heldOutDevices: 40 } as const;
    const isolated = backTest(areas, { ...settings, random: seeded(8) });
    const ordinary = backTest(plain, { ...settings, random: seeded(8) });
    expect(isolated.medianErrorLog ?? 0).toBeGreaterThan(1.1 * (ordinary.medianErrorLog ?? 1));
  });
  it('judges nothing where no commune has devices to spare', () => {
    const areas = Array.from({ length: 40 }, (_, i) => ({
      id: String(i),
      groups: ['g'],
      deviceLogs: [3, 3.5, 4 + i / 40],
    }));
    expect(backTest(areas, { random: seeded(1), keepDevices: [6, 19], heldOutDevices: 40 })).toEqual({ areas: 0 });
    expect(() => sampleOf({ id: 'x', groups: [], deviceLogs: [] })).toThrow(RangeError);
  });
});
