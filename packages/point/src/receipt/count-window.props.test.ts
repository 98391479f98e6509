import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefixOf } from '../session/address.ts';
import { bytesAt, carriedCounts, countInWindows } from './count-window.ts';

const samples = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100_000 })), {
    minLength: 2,
    maxLength: 50,
  })
  .map((steps) => {
    let [ms, sizeBytes] = [0, 0];
    return steps.map(([dMs, dBytes]): [number, number, number] => {
      ms += dMs;
      sizeBytes += dBytes;
      return [ms, sizeBytes, 1];
    });
  });

describe('counting in windows', () => {
  it('never counts less than nothing or more than all', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 5000 }), (list, atMs) => {
        expect(bytesAt(list, atMs)).toBeGreaterThanOrEqual(0);
        expect(bytesAt(list, atMs)).toBeLessThanOrEqual(list.at(-1)?.[1] ?? 0);
      }),
    );
  });

  it('counts the same in two neighbouring windows as in the one that covers both', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (list, a, b) => {
        const of = (fromMs: number, toMs: number) =>
          countInWindows([{ direction: 'upload', pulse: 0, fromMs, toMs }], () => list, 0).sizeBytes;
        expect(Math.abs(of(0, a + b) - of(0, a) - of(a, a + b))).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('reads the count between two samples by straight line', () => {
    const list: [number, number, number][] = [
      [100, 0, 1],
      [200, 1000, 1],
    ];
    expect([50, 100, 150, 200, 300].map((ms) => bytesAt(list, ms))).toEqual([0, 0, 500, 1000, 1000]);
  });
});

it('7.3: segments carry the same share of a pulse each', () => {
  const counts = carriedCounts(
    [
      [5, 0],
      [15, 30],
      [25, 40],
    ],
    8_000,
  );
  expect(counts.map(([atMs, sizeBytes]) => [atMs, sizeBytes])).toEqual([
    [5, 0],
    [15, 6_000],
    [25, 8_000],
  ]);
});

describe('prefixes', () => {
  it('are /24 and /48', () => {
    expect(prefixOf('203.162.4.191')).toBe('203.162.4.0/24');
    expect(prefixOf('2001:ee0:4f1::9')).toBe('2001:ee0:4f1::/48');
    expect(prefixOf('::1')).toBe('0:0:0::/48');
  });
});
