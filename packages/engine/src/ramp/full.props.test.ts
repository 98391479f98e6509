import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOf, slowStart } from '../../test/series.ts';
import { readRamp } from './full.ts';

const link = fc.record({
  rateMbps: fc.double({ min: 0.5, max: 1000, noNaN: true }),
  rttMs: fc.double({ min: 4, max: 300, noNaN: true }),
  firstShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

test('on any steady link the rate known when the pipe is called full is the rate of the link, within 10 %', () => {
  fc.assert(
    fc.property(link, ({ rateMbps, rttMs, firstShare }) => {
      const full = readRamp(seriesOf(slowStart(rateMbps * firstShare, rateMbps, rttMs, 2500)), { rttMs }).full;
      expect(full).toBeDefined();
      expect(Math.abs((full?.rateMbps ?? 0) / rateMbps - 1)).toBeLessThan(0.1);
    }),
    { numRuns: 60 },
  );
});

test('more arrivals never change an answer', () => {
  fc.assert(
    fc.property(link, fc.double({ min: 0, max: 1, noNaN: true }), ({ rateMbps, rttMs, firstShare }, share) => {
      const series = seriesOf(slowStart(rateMbps * firstShare, rateMbps, rttMs, 1500));
      const cut = Math.floor(series.tMs.length * share);
      const early = readRamp({ tMs: series.tMs.slice(0, cut), bytes: series.bytes.slice(0, cut) }, { rttMs });
      if (early.full !== undefined) expect(readRamp(series, { rttMs }).full).toEqual(early.full);
    }),
    { numRuns: 60 },
  );
});
