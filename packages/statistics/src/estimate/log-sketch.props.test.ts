import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addLogSketches,
  logSketch,
  SKETCH_RELATIVE_ERROR,
  sketchAtRank,
  sketchCount,
  sketchQuantile,
} from './log-sketch.ts';
import { quantile, rising } from './quantile.ts';

const values = fc.array(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), { minLength: 1, maxLength: 60 });
const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('log sketch', () => {
  it('gives every quantile within its relative error of the exact one', () => {
    fc.assert(
      fc.property(values, probability, (list, p) => {
        const exact = quantile(rising(list), p) ?? Number.NaN;
        const sketched = sketchQuantile(logSketch(list), p) ?? Number.NaN;
        expect(Math.abs(sketched / exact - 1)).toBeLessThanOrEqual(SKETCH_RELATIVE_ERROR + 1e-9);
      }),
    );
  });
  it('adds up: the sketch of both lists is the sum of their sketches', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const added = addLogSketches(logSketch(a), logSketch(b));
        expect(new Map([...added].sort())).toEqual(new Map([...logSketch([...a, ...b])].sort()));
        expect(sketchCount(added)).toBe(a.length + b.length);
      }),
    );
  });
  it('has no quantile and no rank where it holds nothing', () => {
    expect(sketchQuantile(new Map(), 0.5)).toBeUndefined();
    expect(sketchAtRank(logSketch([1, 2]), 3)).toBeUndefined();
    expect(sketchAtRank(logSketch([1, 2]), 0)).toBeUndefined();
  });
  it('refuses what has no logarithm', () => {
    expect(() => logSketch([0])).toThrow(RangeError);
  });
});

describe('quantile', () => {
  it('lies between the extremes and grows with the probability', () => {
    fc.assert(
      fc.property(values, probability, probability, (list, p, q) => {
        const inOrder = rising(list);
        const [a, b] = [Math.min(p, q), Math.max(p, q)].map((at) => quantile(inOrder, at) ?? Number.NaN);
        expect(a).toBeLessThanOrEqual((b ?? Number.NaN) * (1 + 1e-12));
        expect(a).toBeGreaterThanOrEqual((inOrder[0] ?? Number.NaN) * (1 - 1e-12));
      }),
    );
  });
});
