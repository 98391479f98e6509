import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkFaults, meanRateMbps } from '../link-spec.ts';
import type { TraceKind } from './kinds.ts';
import { cellularTrace, traceKindNames, traceKinds } from './kinds.ts';
import { rateOverTime, rotateTrace } from './rate-over-time.ts';

const anyKind = fc.constantFrom(...traceKindNames);
const anySeed = fc.integer({ min: 0, max: 2 ** 31 });
const traceOf = (kind: TraceKind, seed: number) => cellularTrace(kind, seed, { meanMbps: 20 });

describe('cellularTrace', () => {
  it('is a pure function of kind and seed, of exactly the asked length, and fit for the emulator', () => {
    fc.assert(
      fc.property(anyKind, anySeed, fc.integer({ min: 50, max: 3_000 }), (kind, seed, slots) => {
        const options = { meanMbps: 20, durationMs: slots * 100 };
        const trace = cellularTrace(kind, seed, options);
        expect(trace).toEqual(cellularTrace(kind, seed, options));
        expect(trace.reduce((sum, step) => sum + step.ms, 0)).toBe(slots * 100);
        const faults = linkFaults({ down: { rateMbps: trace }, up: { rateMbps: 1 } });
        // A short trace may lie in one tunnel; that alone is a trace no link can be built of.
        if (trace.some((step) => step.mbps > 0)) expect(faults).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('has a mean near the asked one over many seeds, whatever the kind', () => {
    for (const kind of traceKindNames) {
      const means = Array.from({ length: 300 }, (_, seed) => meanRateMbps(cellularTrace(kind, seed, { meanMbps: 1 })));
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      // The least and the most that the kinds' own effects leave: others' share, gaps, one step, cells of 1/3 to 3 times.
      expect(mean, kind).toBeGreaterThan(0.6);
      expect(mean, kind).toBeLessThan(2.1);
      if (['flat', 'calm', 'ripple', 'flutter', 'walk', 'drive'].includes(kind)) expect(mean, kind).toBeCloseTo(1, 1);
    }
  });

  it('wanders more in each class of variability than in the one before', () => {
    const spread = (kind: keyof typeof traceKinds) => {
      const cvs = Array.from({ length: 100 }, (_, seed) => cvOfSeconds(cellularTrace(kind, seed, { meanMbps: 1 })));
      return cvs.reduce((sum, cv) => sum + cv, 0) / cvs.length;
    };
    const of = (variability: string) =>
      traceKindNames.filter((kind) => traceKinds[kind].variability === variability).map(spread);
    expect(Math.max(...of('steady'))).toBeLessThan(Math.min(...of('moving')));
    expect(Math.max(...of('moving'))).toBeLessThan(Math.min(...of('wild')));
  });

  it('leaves gaps of at least half a second where it hands over and on trains', () => {
    for (const kind of ['handover', 'train'] as const) {
      const gaps = Array.from({ length: 50 }, (_, seed) => cellularTrace(kind, seed, { meanMbps: 20 }))
        .flat()
        .filter((step) => step.mbps === 0);
      expect(gaps.length).toBeGreaterThan(50);
      // The first or last gap of a trace may be cut by its end; no other is shorter than half a second less one slot.
      const short = gaps.filter((gap) => gap.ms < 400);
      expect(short.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('rateOverTime', () => {
  it('has as mean over a stretch what its slots add up to', () => {
    fc.assert(
      fc.property(anyKind, anySeed, fc.nat(4_000), fc.integer({ min: 1, max: 500 }), (kind, seed, first, count) => {
        const rate = rateOverTime(traceOf(kind, seed));
        const slots = Array.from({ length: count }, (_, i) => rate.at((first + i) * 100 + 50));
        const average = slots.reduce((sum, value) => sum + value, 0) / count;
        expect(rate.mean(first * 100, (first + count) * 100)).toBeCloseTo(average, 6);
      }),
      { numRuns: 60 },
    );
  });

  it('repeats after its period', () => {
    fc.assert(
      fc.property(anyKind, anySeed, fc.nat(179_999), (kind, seed, ms) => {
        const trace = traceOf(kind, seed);
        const rate = rateOverTime(trace);
        expect(rate.at(ms + 2 * rate.periodMs)).toBe(rate.at(ms));
      }),
    );
  });
});

describe('rotateTrace', () => {
  it('begins where it was told and keeps every other instant', () => {
    fc.assert(
      fc.property(anyKind, anySeed, fc.nat(400_000), fc.nat(179_999), (kind, seed, offset, ms) => {
        const trace = traceOf(kind, seed);
        expect(rateOverTime(rotateTrace(trace, offset)).at(ms)).toBe(rateOverTime(trace).at(ms + offset));
      }),
    );
  });
});

/** Coefficient of variation of one-second means. */
function cvOfSeconds(trace: ReturnType<typeof cellularTrace>): number {
  const rate = rateOverTime(trace);
  const seconds = Array.from({ length: 180 }, (_, s) => rate.mean(s * 1_000, (s + 1) * 1_000));
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  return Math.sqrt(seconds.reduce((sum, value) => sum + (value - mean) ** 2, 0) / seconds.length) / mean;
}
