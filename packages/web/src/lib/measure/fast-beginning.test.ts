import { expect, it } from 'vitest';
import { fastBeginningOf } from './fast-beginning.ts';

/** Samples 50 ms apart of a link that gives each of these rates (Mbit/s) for so long (ms), from 1,000 ms on. */
function seriesOf(...parts: [mbps: number, ms: number][]): [number, number][] {
  const series: [number, number][] = [[1_000, 0]];
  for (const [mbps, ms] of parts)
    for (let left = ms; left > 0; left -= 50) {
      const [atMs, sizeBytes] = series.at(-1) ?? [0, 0];
      series.push([atMs + 50, sizeBytes + mbps * 50 * 125]);
    }
  return series;
}

it('a bucket of tokens that runs empty after a second is told with its rate and time', () => {
  // 100 Mbit/s for a second, then 20; the engine leaves 500 ms for TCP to settle and counts 1,500 ms.
  const result = {
    rateMbps: 20,
    series: seriesOf([100, 1_000], [20, 2_000]),
    pulses: [{ startMs: 2_500, durationMs: 1_500, bytes: 3_750_000, connections: 4 }],
  };
  expect(fastBeginningOf(result)?.mbps).toBeCloseTo(100, 6);
  // At 1,050 ms the mean is 96.2, within a twentieth of 100; at 1,100 it is 92.7.
  expect(fastBeginningOf(result)?.lastedMs).toBe(1_050);
});

it('a ramp up to the rate is none, and neither is a link that falls by less than three tenths', () => {
  const pulses = [{ startMs: 1_400, durationMs: 600, bytes: 7_500_000, connections: 4 }];
  const ramp = seriesOf([10, 100], [40, 100], [100, 800]);
  expect(fastBeginningOf({ rateMbps: 100, series: ramp, pulses })).toBeUndefined();
  expect(fastBeginningOf({ rateMbps: 100, series: seriesOf([125, 400], [100, 600]), pulses })).toBeUndefined();
});

it('what counts from the start on has no beginning of its own, and no series tells nothing', () => {
  const pulses = [{ startMs: 1_050, durationMs: 900, bytes: 3_000_000, connections: 4 }];
  expect(fastBeginningOf({ rateMbps: 30, series: seriesOf([90, 300], [20, 700]), pulses })).toBeUndefined();
  expect(fastBeginningOf({ rateMbps: 30, series: [], pulses: [] })).toBeUndefined();
});
