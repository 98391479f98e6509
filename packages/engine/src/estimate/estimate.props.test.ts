import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repaired, seriesOf, slowStart } from '../../test/series.ts';
import { readRamp } from '../ramp/full.ts';
import { lastMs, rateMbps, sliceBetween } from '../sample/series.ts';
import { estimateRate } from './rate.ts';
import { countedWindow } from './window.ts';

test('a steady link is measured within 2 % from one pulse of 0.6 s, whatever its rate, round trip, ramp and chunks', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 1000, noNaN: true }),
      fc.double({ min: 4, max: 300, noNaN: true }),
      fc.double({ min: 0.02, max: 1, noNaN: true }),
      fc.constantFrom(1448, 16_384),
      (rate, rttMs, share, chunkBytes) => {
        const fullMs = Math.max(650, 4 * rttMs) + 6 * Math.max(rttMs, 70, (6 * 1448 * 8) / (rate * 1000));
        const series = seriesOf(slowStart(rate * share, rate, rttMs, fullMs), 0, chunkBytes);
        const { full } = readRamp(series, { rttMs });
        if (full === undefined) return; // a few large chunks on a slow line close too few rounds
        const window = countedWindow(series, { full, sureUntilMs: lastMs(series) ?? 0, rttMs });
        expect(Math.abs((window === undefined ? 0 : rateMbps(window)) / rate - 1)).toBeLessThan(0.02);
      },
    ),
    { numRuns: 80 },
  );
});

test('an estimate lies between the slowest and the fastest of its pulses, and its interval holds it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.5, max: 200, noNaN: true }), { minLength: 2, maxLength: 6 }), (rates) => {
      const pulses = rates.map((rate) => {
        const series = seriesOf([{ rateMbps: rate, durationMs: 600 }]);
        const window = sliceBetween(series, 0, 600);
        if (window === undefined) throw new Error('empty');
        return { series, window };
      });
      const estimate = estimateRate(pulses);
      const seen = pulses.map((pulse) => rateMbps(pulse.window));
      expect(estimate?.rateMbps).toBeGreaterThanOrEqual(Math.min(...seen) * (1 - 1e-9));
      expect(estimate?.rateMbps).toBeLessThanOrEqual(Math.max(...seen) * (1 + 1e-9));
      expect(estimate?.lowMbps).toBeLessThan(estimate?.rateMbps ?? 0);
      expect(estimate?.highMbps).toBeGreaterThan(estimate?.rateMbps ?? 0);
    }),
    { numRuns: 50 },
  );
});

test('held back bytes do not change the rate of a steady link by more than 2 %', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 2, max: 500, noNaN: true }),
      fc.double({ min: 10, max: 160, noNaN: true }),
      fc.double({ min: 0.3, max: 1.2, noNaN: true }),
      fc.double({ min: 0.1, max: 0.8, noNaN: true }),
      (rate, rttMs, silence, at) => {
        const [spanMs, silenceMs] = [Math.max(600, 5 * rttMs), silence * rttMs];
        const series = repaired({ rateMbps: rate, beforeMs: at * spanMs, silenceMs, afterMs: (1 - at) * spanMs });
        const window = countedWindow(series, { full: { fullAtMs: 0, rateMbps: rate }, sureUntilMs: spanMs, rttMs });
        expect(Math.abs((window === undefined ? 0 : rateMbps(window)) / rate - 1)).toBeLessThan(0.02);
      },
    ),
    { numRuns: 100 },
  );
});
