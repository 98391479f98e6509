import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normal, seeded } from '../../test/random.ts';
import { clusteredMean, clusterSums } from '../estimate/cluster-sums.ts';
import { estimateQuantity } from '../estimate/estimate.ts';
import { compareEstimates, contrasts, type Side } from './compare.ts';
import { adjustedProbabilities } from './false-discovery.ts';
import { rankIntervals } from './rank.ts';

const estimate = (low: number, high: number) => ({ value: (low + high) / 2, interval: { low, high } });

describe('comparison of two estimates', () => {
  it('shows a difference only where the intervals do not overlap', () => {
    expect(compareEstimates(estimate(50, 60), estimate(30, 49))).toBe('higher');
    expect(compareEstimates(estimate(30, 49), estimate(50, 60))).toBe('lower');
    expect(compareEstimates(estimate(30, 50), estimate(50, 60))).toBe('no-difference-shown');
    expect(compareEstimates({ value: 1000 }, estimate(50, 60))).toBe('no-difference-shown');
  });
});

describe('adjusted probabilities', () => {
  it('agree with the worked example of the step-up rule', () => {
    const adjusted = adjustedProbabilities([0.01, 0.04, 0.03, 0.005]);
    for (const [i, expected] of [0.02, 0.04, 0.04, 0.02].entries()) expect(adjusted[i]).toBeCloseTo(expected, 12);
  });
  it('select at 5 % what Benjamini and Hochberg select: up to the largest k with p(k) <= k q / m', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (probabilities) => {
        const sorted = [...probabilities].sort((a, b) => a - b);
        const m = sorted.length;
        const k = sorted.findLastIndex((p, i) => p * m <= 0.05 * (i + 1));
        const limit = sorted[k] ?? -1;
        const selected = adjustedProbabilities(probabilities).map((p) => p <= 0.05);
        expect(selected).toEqual(probabilities.map((p) => p <= limit));
      }),
    );
  });
});

function side(id: string, values: readonly number[]): Side {
  const devices = values.map((value, d) => ({ device: String(d), value }));
  const onLogs = clusteredMean(clusterSums(devices, Math.log));
  const shown = estimateQuantity(devices, 'log').geometricMean;
  if (onLogs === undefined || shown === undefined) throw new Error('a side needs values');
  return { id, shown, onLogs };
}

describe('contrasts', () => {
  it("give Welch's t on logarithms, and the ratio first over second", () => {
    const [only] = contrasts([side('a', [20, 40, 80, 20, 40, 80]), side('b', [1, 2, 4, 1, 2, 4])]);
    expect(only).toMatchObject({ first: 'a', second: 'b', verdict: 'higher' });
    expect(only?.ratio).toBeCloseTo(20, 9);
    // Variances of logarithms 0.8 ln(2)^2 each, 10 degrees of freedom, t = 2.228139.
    const half = 2.228139 * Math.LN2 * Math.sqrt(1.6 / 6);
    expect(only?.interval.low).toBeCloseTo(20 * Math.exp(-half), 4);
  });
  it('leave out sides of fewer than six devices', () => {
    expect(contrasts([side('a', [1, 2, 3, 4, 5]), side('b', [10, 20, 30, 40, 50, 60])])).toEqual([]);
  });
  it('among ten equal operators show a difference in at most 5 of 100 countries', () => {
    const random = seeded(10);
    let shown = 0;
    for (let country = 0; country < 300; country++) {
      const sides = Array.from({ length: 10 }, (_, i) =>
        side(
          String(i),
          Array.from({ length: 25 }, () => Math.exp(0.95 * normal(random))),
        ),
      );
      if (contrasts(sides).some(({ verdict }) => verdict !== 'no-difference-shown')) shown++;
    }
    expect(shown / 300).toBeLessThan(0.05);
  });
});

describe('rank intervals', () => {
  it('give one place where nothing overlaps and all places where everything does', () => {
    const apart = [estimate(1, 2), estimate(5, 6), estimate(3, 4)].map((e, i) => ({ id: String(i), ...e }));
    expect(rankIntervals(apart, 'higher').map(({ bestRank, worstRank }) => [bestRank, worstRank])).toEqual([
      [3, 3],
      [1, 1],
      [2, 2],
    ]);
    expect(rankIntervals(apart, 'lower').map(({ bestRank }) => bestRank)).toEqual([1, 3, 2]);
    const alike = [estimate(1, 4), estimate(2, 5)].map((e, i) => ({ id: String(i), ...e }));
    expect(rankIntervals(alike, 'higher')).toEqual([
      { id: '0', bestRank: 1, worstRank: 2 },
      { id: '1', bestRank: 1, worstRank: 2 },
    ]);
  });
  it('agree with counting every pair', () => {
    const end = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(end, end), { maxLength: 25 }),
        fc.constantFrom('higher', 'lower'),
        (ends, better) => {
          const all = ends.map(([a, b], i) => ({
            id: String(i),
            interval: { low: Math.min(a, b), high: Math.max(a, b) },
          }));
          const beats = (x: { low: number; high: number }, y: { low: number; high: number }) =>
            better === 'higher' ? x.low > y.high : x.high < y.low;
          expect(rankIntervals(all, better)).toEqual(
            all.map(({ id, interval }) => ({
              id,
              bestRank: 1 + all.filter((other) => beats(other.interval, interval)).length,
              worstRank: all.length - all.filter((other) => beats(interval, other.interval)).length,
            })),
          );
        },
      ),
    );
  });
});
