import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutRounds } from './rounds.ts';
import { bytesBy, createSampler, sliceBetween } from './series.ts';

const arrivals = fc.array(fc.tuple(fc.double({ min: 0, max: 50, noNaN: true }), fc.integer({ min: 1, max: 70_000 })), {
  maxLength: 300,
});

function sample(gaps: readonly [number, number][]) {
  const sampler = createSampler();
  let atMs = 0;
  for (const [gapMs, sizeBytes] of gaps) {
    atMs += gapMs;
    sampler.add(atMs, sizeBytes);
  }
  return sampler;
}

test('a series rises in time and bytes and ends at the total', () => {
  fc.assert(
    fc.property(arrivals, (gaps) => {
      const { series, totalBytes } = sample(gaps);
      for (let index = 1; index < series.tMs.length; index += 1) {
        expect(series.tMs[index]).toBeGreaterThan(series.tMs[index - 1] ?? 0);
        expect(series.bytes[index]).toBeGreaterThan(series.bytes[index - 1] ?? 0);
      }
      expect(totalBytes).toBe(gaps.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0));
      expect(series.bytes.at(-1) ?? 0).toBe(totalBytes);
    }),
  );
});

test('neighbouring slices add up: bytes in them are what the count rose by', () => {
  fc.assert(
    fc.property(arrivals, fc.nat(15_000), fc.nat(15_000), (gaps, a, b) => {
      const { series } = sample(gaps);
      const slice = sliceBetween(series, Math.min(a, b), Math.max(a, b));
      if (slice === undefined) return;
      expect(slice.fromMs).toBeGreaterThanOrEqual(Math.min(a, b));
      expect(slice.toMs).toBeLessThanOrEqual(Math.max(a, b));
      expect(slice.bytes).toBe(bytesBy(series, slice.toMs) - bytesBy(series, slice.fromMs));
    }),
  );
});

test('rounds lie end to end, last as long as asked and never change as more arrives', () => {
  fc.assert(
    fc.property(arrivals, fc.integer({ min: 1, max: 300 }), fc.nat(300), (gaps, roundMs, cut) => {
      const all = cutRounds(sample(gaps).series, roundMs);
      all.forEach((round, index) => {
        expect(round.toMs - round.fromMs).toBeGreaterThanOrEqual(roundMs);
        if (index > 0) expect(round.first).toBe(all[index - 1]?.last);
      });
      const { series } = sample(gaps);
      const prefix = { tMs: series.tMs.slice(0, cut), bytes: series.bytes.slice(0, cut) };
      const early = cutRounds(prefix, roundMs);
      expect(early).toEqual(all.slice(0, early.length));
    }),
  );
});
