import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addClusterSums, clusteredMean, clusterSums, type DeviceValue } from './cluster-sums.ts';

const value = fc.double({ min: 0.1, max: 1000, noNaN: true });
const valuesOf = (prefix: string) =>
  fc.array(fc.record({ device: fc.nat(8).map((d) => `${prefix}${d}`), value }), { minLength: 1, maxLength: 40 });

describe('cluster sums', () => {
  it('add up over disjoint devices to the sums of all', () => {
    fc.assert(
      fc.property(valuesOf('a'), valuesOf('b'), (a, b) => {
        const together = clusterSums([...a, ...b]);
        const added = addClusterSums(clusterSums(a), clusterSums(b));
        for (const [name, sum] of Object.entries(together)) {
          expect(Math.abs(added[asField(name)] / sum - 1)).toBeLessThan(1e-12);
        }
      }),
    );
  });
  it('give the textbook mean and standard error where each device has one value', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 3, maxLength: 30 }), (values) => {
        const n = values.length;
        const mean = values.reduce((sum, x) => sum + x, 0) / n;
        const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
        const found = clusteredMean(clusterSums(values.map((x, i) => ({ device: String(i), value: x }))));
        expect(found?.mean).toBeCloseTo(mean, 9);
        if (variance < 1e-6 * mean * mean) return;
        expect(found?.standardError).toBeCloseTo(Math.sqrt(variance / n), 6);
        expect(found?.effectiveN).toBeCloseTo(n, 6);
      }),
    );
  });
  it('see one value where a device repeats it: effective n is the number of devices', () => {
    const values: DeviceValue[] = [3, 5, 11, 40].flatMap((x, d) =>
      Array.from({ length: 4 }, () => ({ device: String(d), value: x })),
    );
    const found = clusteredMean(clusterSums(values));
    // V = 4/3 * sum(16 e^2) / 256 and the variance of single values 4 * sum(e^2) / 15: their ratio is 4 * 12 / 15.
    expect(found).toMatchObject({ mean: 14.75, values: 16, independent: 4 });
    expect(found?.effectiveN).toBeCloseTo(3.2, 9);
  });
  it('fall back to Kish where nothing varies, and never exceed the number of values', () => {
    const same = ['a', 'a', 'a', 'b'].map((device) => ({ device, value: 7 }));
    expect(clusteredMean(clusterSums(same))).toMatchObject({ mean: 7, standardError: 0, effectiveN: 1.6 });
    fc.assert(
      fc.property(valuesOf('a'), (values) => {
        const found = clusteredMean(clusterSums(values));
        expect(found?.effectiveN).toBeLessThanOrEqual(values.length);
        expect(found?.effectiveN).toBeGreaterThan(0);
      }),
    );
  });
  it('say nothing of no values', () => {
    expect(clusteredMean(clusterSums([]))).toBeUndefined();
  });
});

/** Guarantee: called with names of ClusterSums alone. */
function asField(name: string): keyof ReturnType<typeof clusterSums> {
  return name as keyof ReturnType<typeof clusterSums>;
}
