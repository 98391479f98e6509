import { expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import { countPulse } from '../estimate/pulse.ts';
import { capsOf } from '../plan/caps.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
import { estimateAnew, type Judged, judgeBoth, loadMsOf } from './judge.ts';

const input = { caps: capsOf('standard'), elapsedMs: 7_000, rttMs: 20, leastPulses: 2, followsMoves: true };

/** A pulse whose rate is that of each stretch of 100 ms in turn. */
function pulseOf(rates: readonly number[], isCold: boolean): PulseRecord {
  const durationMs = 100 * rates.length;
  return {
    direction: 'download',
    index: 0,
    connections: 1,
    startMs: 0,
    isCold,
    isRough: false,
    isWhole: false,
    series: seriesOf(rates.map((rateMbps) => ({ rateMbps, durationMs: 100 }))),
    clockOffsetMs: 0,
    minRttMs: 20,
    full: { fullAtMs: 0, rateMbps: 20 },
    stoppedMs: durationMs,
    sureUntilMs: durationMs,
    end: 'planned',
  };
}

function lookedAt(...pulses: readonly (readonly number[])[]): Judged {
  const records = pulses.map((rates, index) => pulseOf(rates, index === 0));
  const state: Judged = {
    ended: false,
    pulses: pulses.length,
    usedBytes: 1e6,
    variable: false,
    loadMs: records.reduce((sum, { series }) => sum + loadMsOf(series), 0),
    counted: records.flatMap((record) => countPulse(record) ?? []),
  };
  estimateAnew(state);
  return state;
}

const rippling = [19, 21, 19, 21, 19, 21];
const even = [20, 20, 20, 20, 20, 20];
const moving = [15, 25, 12, 22, 14, 28];

test('a direction that has ended as steady goes on once the other is seen to move, and ends again with its time', () => {
  const download = lookedAt(rippling, rippling);
  const upload = { ...lookedAt(rippling), pulses: 0, counted: [] };
  judgeBoth({ download, upload }, input);
  expect(download).toMatchObject({ ended: true, stop: 'converged', variable: false });
  const moved = lookedAt(moving);
  judgeBoth({ download, upload: moved }, input);
  expect(download).toMatchObject({ ended: false, stop: undefined, variable: true, isFollowed: true });
  judgeBoth({ download, upload: moved }, { ...input, elapsedMs: 12_800 });
  expect(download).toMatchObject({ ended: true, stop: 'time' });
});

test('one whose pipe was never full takes none along: a ramp is uneven on any link', () => {
  const download = lookedAt(rippling, rippling);
  const ramp = lookedAt(moving);
  ramp.counted = [{ ...pulseOf(moving, true), full: undefined }].flatMap((record) => countPulse(record) ?? []);
  estimateAnew(ramp);
  judgeBoth({ download, upload: ramp }, input);
  expect(ramp.estimate?.unevenness).toBeGreaterThan(0.12);
  expect(download).toMatchObject({ ended: true, stop: 'converged' });
});

test('neither one as even as a cable, nor one that failed, nor one of a measurement that saves data is taken along', () => {
  const cable = lookedAt(even, even);
  judgeBoth({ download: cable, upload: lookedAt(moving) }, input);
  expect(cable).toMatchObject({ ended: true, stop: 'converged' });
  const failed: Judged = { ...lookedAt(rippling, rippling), ended: true, stop: 'aborted' };
  judgeBoth({ download: failed, upload: lookedAt(moving) }, input);
  expect(failed).toMatchObject({ ended: true, stop: 'aborted' });
  const light = lookedAt(rippling, rippling);
  const upload = lookedAt(moving);
  judgeBoth({ download: light, upload }, { ...input, followsMoves: false });
  expect(light).toMatchObject({ ended: true, stop: 'converged' });
  expect(upload).toMatchObject({ variable: true, isFollowed: false });
});
