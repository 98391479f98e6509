import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
import { lastMs, rateMbps } from '../sample/series.ts';
import { choosePulses, countPulse } from './pulse.ts';

function pulseAt(rateMbps: number, more: Partial<PulseRecord> = {}): PulseRecord {
  return {
    direction: 'upload',
    index: 0,
    connections: 1,
    startMs: 0,
    isCold: false,
    isRough: false,
    series: seriesOf([{ rateMbps, durationMs: 600 }]),
    clockOffsetMs: 0,
    minRttMs: 20,
    full: { fullAtMs: 50, rateMbps },
    stoppedMs: 600,
    sureUntilMs: 600,
    end: 'planned',
    ...more,
  };
}

const chosen = (records: readonly PulseRecord[]) =>
  choosePulses(records.flatMap((record) => countPulse(record) ?? [])).map(({ record }) => record);

describe('a pulse that the device may have held down', () => {
  const rough = pulseAt(300, { isCold: true, isRough: true });

  test('is a lower bound while it is alone, not a filled pipe', () => {
    expect(chosen([rough])).toEqual([rough]);
    expect(countPulse(rough)).toMatchObject({ filled: false, trust: 'unfilled' });
  });

  test('yields to any later one, also to one that never filled the pipe', () => {
    const unfilled = pulseAt(800, { full: undefined });
    const clean = pulseAt(900);
    expect(chosen([rough, unfilled])).toEqual([unfilled]);
    expect(chosen([rough, unfilled, clean])).toEqual([clean]);
  });
});

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
  const full = { fullAtMs: 0, rateMbps: 48 };
  const counted = countPulse(
    pulseAt(48, { series, full, minRttMs: 172, stoppedMs: 290, sureUntilMs: lastMs(series) ?? 0 }),
  );
  expect(counted?.trust).toBe('clean');
  expect(counted && rateMbps(counted.window)).toBeCloseTo(48, 1);
});
