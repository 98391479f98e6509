import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEstimates } from './compare.ts';
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
