import { expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { lastMs, rateMbps } from '../sample/series.ts';
import { countPulse } from './pulse.ts';

test('an upload whose pipe ran empty over repairs counts until it was told to end', () => {
  // As the lab's link of 160 ms gave it: 48 Mbit/s until the pulse ended, then repairs over an empty pipe.
  const series = seriesOf([
    { rateMbps: 48, durationMs: 327 },
    { rateMbps: 15, durationMs: 50 },
    { rateMbps: 0, durationMs: 110 },
    { rateMbps: 500, durationMs: 3 },
    { rateMbps: 0.5, durationMs: 25 },
    { rateMbps: 25, durationMs: 25 },
    { rateMbps: 75, durationMs: 75 },
    { rateMbps: 34, durationMs: 25 },
  ]);
  const counted = countPulse({
    direction: 'upload',
    index: 1,
    connections: 2,
    startMs: -150,
    isCold: false,
    series,
    clockOffsetMs: 0,
    minRttMs: 172,
    isRough: false,
    full: { fullAtMs: 0, rateMbps: 48 },
    stoppedMs: 290,
    sureUntilMs: lastMs(series) ?? 0,
    end: 'planned',
  });
  expect(counted?.trust).toBe('clean');
  expect(counted && rateMbps(counted.window)).toBeCloseTo(48, 1);
});
