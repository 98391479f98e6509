import { describe, expect, test } from 'vitest';
import { rampMs, seriesOf, slowStart } from '../../test/series.ts';
import { detectFull, queueShown } from './full.ts';

const quiet = { queueShown: false };

describe('detectFull', () => {
  test.each([
    { rateMbps: 0.5, rttMs: 40, firstMbps: 0.5 },
    { rateMbps: 20, rttMs: 40, firstMbps: 1 },
    { rateMbps: 100, rttMs: 10, firstMbps: 10 },
    { rateMbps: 300, rttMs: 160, firstMbps: 2 },
    { rateMbps: 5, rttMs: 600, firstMbps: 0.3 },
  ])('finds the end of slow start at $rateMbps Mbit/s, $rttMs ms', ({ rateMbps, rttMs, firstMbps }) => {
    const endsMs = rampMs(firstMbps, rateMbps, rttMs);
    const full = detectFull(seriesOf(slowStart(firstMbps, rateMbps, rttMs, 6000)), { rttMs, ...quiet });
    const roundMs = Math.max(50, rttMs, (6 * 1448 * 8) / (rateMbps * 1000));
    // Never before the ramp's last doubling reached the rate less the growth that is looked for, at most two rounds after it.
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(endsMs - rttMs);
    expect(full?.fullAtMs).toBeLessThanOrEqual(endsMs + 2.2 * roundMs);
    expect((full?.rateMbps ?? 0) / rateMbps).toBeCloseTo(1, 1);
  });

  test('says nothing while arrivals still grow', () => {
    expect(detectFull(seriesOf(slowStart(1, 1000, 100, 0)), { rttMs: 100, ...quiet })).toBeUndefined();
  });

  test('says nothing of an empty or a short series', () => {
    expect(detectFull({ tMs: [], bytes: [] }, { rttMs: 40, ...quiet })).toBeUndefined();
    expect(detectFull(seriesOf([{ rateMbps: 100, durationMs: 90 }]), { rttMs: 40, ...quiet })).toBeUndefined();
  });

  test('believes one round earlier when a queue stands', () => {
    const series = seriesOf([{ rateMbps: 50, durationMs: 2000 }]);
    const without = detectFull(series, { rttMs: 40, queueShown: false });
    const standing = detectFull(series, { rttMs: 40, queueShown: true });
    expect(standing?.fullAtMs).toBe(without?.fullAtMs);
    expect((without?.knownAtMs ?? 0) - (standing?.knownAtMs ?? 0)).toBeCloseTo(50, -1);
  });

  test('takes the peak of a burst as full, which the window then has to see through', () => {
    const series = seriesOf([
      { rateMbps: 100, durationMs: 200 },
      { rateMbps: 10, durationMs: 2000 },
    ]);
    expect(detectFull(series, { rttMs: 20, ...quiet })?.fullAtMs).toBeLessThan(120);
  });
});

describe('queueShown', () => {
  test('asks for two echoes well above idle', () => {
    expect(queueShown(40, [65, 66])).toBe(true);
    expect(queueShown(40, [66, 45])).toBe(false);
    expect(queueShown(40, [66])).toBe(false);
    expect(queueShown(40, [59, 59])).toBe(false);
  });

  test('asks for a quarter on long paths', () => {
    expect(queueShown(200, [245, 245])).toBe(false);
    expect(queueShown(200, [251, 251])).toBe(true);
  });
});
