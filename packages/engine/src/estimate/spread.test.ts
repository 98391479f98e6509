import { describe, expect, test } from 'vitest';
import { repaired, seriesOf } from '../../test/series.ts';
import { createSampler, rateMbps, type Series, sliceBetween } from '../sample/series.ts';
import { spreadHeldBack } from './spread.ts';
import { unevennessRatio } from './unevenness.ts';

function wholeOf(series: Series) {
  const window = sliceBetween(series, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  if (window === undefined) throw new Error('the test made an empty series');
  return window;
}

/** 40 Mbit/s, silence, and what was held back handed over hole by hole at twice the rate, as over a path of 160 ms. */
function slowlyRepaired(silenceMs: number): Series {
  const parts = [seriesOf([{ rateMbps: 40, durationMs: 500 }])];
  parts.push(seriesOf([{ rateMbps: 80, durationMs: silenceMs }], 500 + silenceMs));
  parts.push(seriesOf([{ rateMbps: 40, durationMs: 400 }], 500 + 2 * silenceMs));
  const sampler = createSampler();
  let before = 0;
  for (const { tMs, bytes } of parts) {
    tMs.forEach((atMs, index) => void sampler.reach(atMs, before + (bytes[index] ?? 0)));
    before += bytes.at(-1) ?? 0;
  }
  return sampler.series;
}

describe('spreadHeldBack', () => {
  test('leaves arrivals alone that never jump, also where the rate itself changes', () => {
    const series = seriesOf([
      { rateMbps: 40, durationMs: 400 },
      { rateMbps: 20, durationMs: 400 },
      { rateMbps: 60, durationMs: 400 },
    ]);
    const window = wholeOf(series);
    expect(spreadHeldBack(series, window, 40)).toEqual(series);
  });

  test('joins the last moment before a repair with its end, so that the rate shows that the link had', () => {
    const series = repaired({ rateMbps: 40, beforeMs: 500, silenceMs: 120, afterMs: 500 });
    const carried = spreadHeldBack(series, wholeOf(series));
    expect(carried.tMs.some((atMs) => atMs > 505 && atMs < 615)).toBe(false);
    expect(carried.bytes.at(-1)).toBe(series.bytes.at(-1));
  });

  test('repairs that take round trips do not make a steady link uneven; a pause of the link does', () => {
    const held = slowlyRepaired(160);
    const window = wholeOf(held);
    expect(unevennessRatio([{ series: held, window, rttMs: 160 }], rateMbps(window))).toBeLessThan(0.05);
    expect(unevennessRatio([{ series: held, window }], rateMbps(window))).toBeGreaterThan(0.3);
    const sampler = createSampler();
    const [before, after] = [
      seriesOf([{ rateMbps: 40, durationMs: 500 }]),
      seriesOf([{ rateMbps: 40, durationMs: 500 }], 800),
    ];
    const sent = before.bytes.at(-1) ?? 0;
    before.tMs.forEach((atMs, index) => void sampler.reach(atMs, before.bytes[index] ?? 0));
    after.tMs.forEach((atMs, index) => void sampler.reach(atMs, sent + (after.bytes[index] ?? 0)));
    const paused = wholeOf(sampler.series);
    expect(unevennessRatio([{ series: sampler.series, window: paused, rttMs: 160 }], rateMbps(paused))).toBeGreaterThan(
      0.3,
    );
  });
});
