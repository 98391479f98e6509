import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repaired, seriesOf, slowStart } from '../../test/series.ts';
import { aimOf, lastingMs, lastingWindow, settleMs } from '../plan/aim.ts';
import { lastMs, rateMbps, type Series } from '../sample/series.ts';
import { readDecline } from './decline.ts';

const ends = (series: Series) => lastMs(series) ?? 0;

describe('readDecline', () => {
  test('finds where a bucket of tokens ran empty, after however long a burst', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 1000, noNaN: true }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.double({ min: 0.3, max: 1.5, noNaN: true }),
        fc.double({ min: 5, max: 60, noNaN: true }),
        (lineMbps, share, burstS, rttMs) => {
          const burst = { rateMbps: lineMbps, durationMs: burstS * 1000 };
          const series = seriesOf([burst, { rateMbps: lineMbps * share, durationMs: lastingMs(rttMs) + 50 }]);
          const decline = readDecline(series, rttMs, ends(series));
          expect(Math.abs((decline?.fellAtMs ?? 0) - burst.durationMs)).toBeLessThan(2);
          const window = decline && lastingWindow(series, decline, rttMs, ends(series));
          expect(Math.abs((window === undefined ? 0 : rateMbps(window)) / (lineMbps * share) - 1)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('sees none on a link that stays as it is, whatever its ramp, nor where TCP held bytes back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 4, max: 300, noNaN: true }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        (rate, rttMs, share) => {
          const series = seriesOf(slowStart(rate * share, rate, rttMs, 10 * rttMs + 1000));
          expect(readDecline(series, rttMs, ends(series))).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
    const held = repaired({ rateMbps: 40, beforeMs: 300, silenceMs: 120, afterMs: 300 });
    expect(readDecline(held, 40, ends(held))).toBeUndefined();
  });

  test('sees the end of a short burst that the ramp holds near the rate which lasts', () => {
    const series = seriesOf([
      { rateMbps: 5, durationMs: 90 },
      { rateMbps: 30, durationMs: 60 },
      { rateMbps: 95, durationMs: 120 },
      { rateMbps: 40, durationMs: 500 },
    ]);
    const decline = readDecline(series, 30, ends(series));
    expect(Math.abs((decline?.fellAtMs ?? 0) - 270)).toBeLessThan(2);
    expect(decline?.slowMbps).toBeCloseTo(40, 0);
  });

  test('tells nothing before the fall has lasted two round trips, nor of a small one', () => {
    const fall = (to: number, afterMs: number) =>
      seriesOf([
        { rateMbps: 40, durationMs: 500 },
        { rateMbps: to, durationMs: afterMs },
      ]);
    const at = (series: Series) => readDecline(series, 100, ends(series));
    expect(at(fall(10, 180))).toBeUndefined();
    expect(at(fall(10, 220))?.slowMbps).toBeCloseTo(10, 0);
    expect(at(fall(35, 800))).toBeUndefined();
    expect(readDecline({ tMs: [], bytes: [] }, 40, 100)).toBeUndefined();
  });
});

describe('after a fall', () => {
  const plan = { saturatedMs: 500, evenMs: 1200, linkMs: 1300 };
  const rttMs = 40;
  const after = (stretches: { rateMbps: number; durationMs: number }[]) => {
    const series = seriesOf([{ rateMbps: 100, durationMs: 800 }, ...stretches]);
    return { series, full: { fullAtMs: 100, rateMbps: 100 }, decline: readDecline(series, rttMs, ends(series)), rttMs };
  };

  test('the pulse goes on at the rate that is left until that has lasted, however many bytes it has used', () => {
    const aim = aimOf(plan, after([{ rateMbps: 10, durationMs: 400 }]));
    expect(aim?.full.rateMbps).toBeCloseTo(10, 0);
    expect(Math.abs((aim?.full.fullAtMs ?? 0) - 800)).toBeLessThan(2);
    expect(aim).toMatchObject({ saturatedMs: lastingMs(rttMs), linkBytes: Number.POSITIVE_INFINITY });
  });

  test('silence is waited out, as the road may be gone', () => {
    const series = seriesOf([{ rateMbps: 100, durationMs: 800 }]);
    const aimAfter = (silentMs: number) =>
      aimOf(plan, { series, full: undefined, decline: readDecline(series, rttMs, ends(series) + silentMs), rttMs });
    expect(aimAfter(300)?.isSilent).toBe(false);
    expect(aimAfter(500)?.isSilent).toBe(true);
  });

  test('a rate that goes on moving is no bucket: the pulse ends as planned and nothing lasts', () => {
    const moves = [10, 40, 12, 30, 10, 45].map((rate) => ({ rateMbps: rate, durationMs: settleMs(rttMs) / 2 }));
    const seen = after(moves);
    expect(seen.decline).toBeDefined();
    expect(aimOf(plan, seen)?.saturatedMs).toBe(plan.saturatedMs);
    expect(seen.decline && lastingWindow(seen.series, seen.decline, rttMs, ends(seen.series))).toBeUndefined();
  });

  test('without one, an even rate is looked at for longer than one that is not', () => {
    expect(aimOf(plan, { ...after([]), decline: undefined })?.saturatedMs).toBe(1200);
    expect(aimOf(plan, { ...after([{ rateMbps: 80, durationMs: 400 }]), decline: undefined })?.saturatedMs).toBe(500);
    expect(aimOf(plan, { ...after([]), full: undefined, decline: undefined })).toBeUndefined();
  });
});
