import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
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
