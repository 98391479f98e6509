import { describe, expect, test } from 'vitest';
import { seriesOf } from '../../test/series.ts';
import type { PulseRecord } from '../pulse/pulse.ts';
import { lastMs, rateMbps } from '../sample/series.ts';
import { choosePulses, countPulse } from './pulse.ts';
import { estimateRate } from './rate.ts';

function pulseAt(rateMbps: number, more: Partial<PulseRecord> = {}): PulseRecord {
  return {
    direction: 'upload',
    index: 0,
    connections: 1,
    startMs: 0,
    isCold: false,
    isRough: false,
    isWhole: false,
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

test('a pulse that ended in its ramp is told by the second half of its bytes, also where these came at once', () => {
  const ended = (tMs: number[], bytes: number[]) =>
    countPulse(pulseAt(1, { full: undefined, series: { tMs, bytes } }))?.window;
  expect(ended([0, 10, 20, 30], [1000, 2000, 4000, 8000])).toEqual({ fromMs: 20, toMs: 30, bytes: 4000 });
  expect(ended([0, 10, 20], [1000, 2000, 8000])).toEqual({ fromMs: 10, toMs: 20, bytes: 6000 });
  expect(ended([0, 10], [1000, 8000])).toEqual({ fromMs: 0, toMs: 10, bytes: 7000 });
  expect(ended([0], [1000])).toBeUndefined();
  expect(ended([], [])).toBeUndefined();
});

describe('pieces that the device was too slow to hand over', () => {
  const pieces = pulseAt(100, { isCold: true });

  test('are refuted by whole bodies that come faster, also by such as never filled the pipe', () => {
    const unfilled = pulseAt(250, { full: undefined, isWhole: true });
    const filled = pulseAt(347, { isWhole: true });
    expect(chosen([pieces])).toEqual([pieces]);
    expect(chosen([pieces, unfilled])).toEqual([unfilled]);
    expect(chosen([pieces, unfilled, filled])).toEqual([filled]);
  });

  test('count beside whole bodies that come as fast', () => {
    const whole = pulseAt(110, { isWhole: true });
    const slowWhole = pulseAt(60, { isWhole: true });
    expect(chosen([pieces, whole, slowWhole])).toEqual([pieces, whole, slowWhole]);
  });
});

describe('pulses of a link that moves', () => {
  const counted = (records: readonly PulseRecord[], moves: boolean) =>
    choosePulses(
      records.flatMap((record) => countPulse(record) ?? []),
      moves,
    );

  test('each stand for as much time, however long they went on', () => {
    const slow = pulseAt(10, {
      series: seriesOf([{ rateMbps: 10, durationMs: 1250 }]),
      stoppedMs: 1250,
      sureUntilMs: 1250,
    });
    const fast = pulseAt(20, {
      series: seriesOf([{ rateMbps: 20, durationMs: 650 }]),
      stoppedMs: 650,
      sureUntilMs: 650,
    });
    // 600 ms of each; else 1,200 and 600.
    expect(estimateRate(counted([slow, fast], true))?.rateMbps).toBeCloseTo(15, 0);
    expect(estimateRate(counted([slow, fast], false))?.rateMbps).toBeCloseTo(13.3, 0);
  });

  test('count with a fast first one where later ones disagree; after a burst of tokens these agree', () => {
    const first = pulseAt(30, { isCold: true });
    const moved = [pulseAt(20), pulseAt(14)];
    const records = (pulses: readonly PulseRecord[]) => counted(pulses, true).map(({ record }) => record);
    expect(records([first, ...moved])).toEqual([first, ...moved]);
    expect(chosen([first, ...moved])).toEqual(moved);
    const policed = [pulseAt(20), pulseAt(19)];
    expect(records([first, ...policed])).toEqual(policed);
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

describe('a pulse during which the client itself stood still', () => {
  // As Chromium gave it on 100 Mbit/s: no life for 210 ms, the pipe empty until it was over, then full again.
  const stood = { fromMs: 330, toMs: 540 };
  const series = seriesOf([
    { rateMbps: 96.5, durationMs: 375 },
    { rateMbps: 5, durationMs: 150 },
    { rateMbps: 55, durationMs: 100 },
    { rateMbps: 96.5, durationMs: 200 },
  ]);
  const endMs = lastMs(series) ?? 0;
  const pulse = (more: Partial<PulseRecord>) =>
    pulseAt(96.5, {
      series,
      minRttMs: 7,
      full: { fullAtMs: 0, rateMbps: 96.5 },
      stoppedMs: endMs,
      sureUntilMs: endMs,
      ...more,
    });
  const rateOf = (record: PulseRecord) => {
    const counted = countPulse(record);
    return counted && rateMbps(counted.window);
  };

  test('counts where it did not', () => {
    expect(rateOf(pulse({ pauses: [stood] }))).toBeCloseTo(96.5, 0);
    expect(rateOf(pulse({}))).toBeLessThan(80);
  });

  test('until then, where the pulse ended in it', () => {
    const cut = seriesOf([
      { rateMbps: 96.5, durationMs: 375 },
      { rateMbps: 5, durationMs: 170 },
    ]);
    const untilMs = lastMs(cut) ?? 0;
    const record = pulse({ series: cut, stoppedMs: untilMs, sureUntilMs: untilMs });
    expect(rateOf({ ...record, pauses: [stood] })).toBeCloseTo(96.5, 0);
    expect(rateOf(record)).toBeLessThan(75);
  });

  test('is no bucket that ran empty', () => {
    const fell = seriesOf([
      { rateMbps: 96.5, durationMs: 375 },
      { rateMbps: 0, durationMs: 200 },
      { rateMbps: 40, durationMs: 1_300 },
    ]);
    const untilMs = lastMs(fell) ?? 0;
    const record = pulse({ series: fell, stoppedMs: untilMs, sureUntilMs: untilMs });
    expect(countPulse(record)?.trust).toBe('lasting');
    expect(countPulse({ ...record, pauses: [stood] })?.trust).not.toBe('lasting');
  });
});

describe('a download during which the client itself stood still', () => {
  const pauses = [{ fromMs: 300, toMs: 500 }];
  /** What the kernel kept of the 200 ms comes within `overMs` after them; beyond its buffer the link stood idle. */
  const download = (kept: number, overMs: number) => {
    const series = seriesOf([
      { rateMbps: 96.5, durationMs: 300 },
      { rateMbps: 0, durationMs: 200 },
      { rateMbps: 96.5 * (1 + (kept * 200) / overMs), durationMs: overMs },
      { rateMbps: 96.5, durationMs: 400 - overMs },
    ]);
    const endMs = lastMs(series) ?? 0;
    const full = { fullAtMs: 0, rateMbps: 96.5 };
    return pulseAt(96.5, { direction: 'download', series, minRttMs: 7, full, stoppedMs: endMs, sureUntilMs: endMs });
  };
  const windowOf = (record: PulseRecord) => countPulse(record)?.window ?? { fromMs: 0, toMs: 0, bytes: 0 };

  test('counts where it did not, where the link stood idle meanwhile', () => {
    const idle = download(0.2, 40);
    expect(rateMbps(windowOf({ ...idle, pauses }))).toBeCloseTo(96.5, 0);
    expect(rateMbps(windowOf(idle))).toBeLessThan(85);
  });

  test('counts whole where the kernel kept everything', () => {
    const window = windowOf({ ...download(1, 10), pauses });
    expect(rateMbps(window)).toBeCloseTo(96.5, 0);
    expect(window.toMs - window.fromMs).toBeGreaterThan(700);
  });
});

describe('a download over a path that loses packets', () => {
  // 48 Mbit/s without a pause. Of two connections one always waits for a lost packet; what it holds back comes 90 ms late.
  const carried = seriesOf([{ rateMbps: 48, durationMs: 720 }]);
  const series = seriesOf(
    Array.from({ length: 6 }, () => [
      { rateMbps: 24, durationMs: 90 },
      { rateMbps: 120, durationMs: 30 },
    ]).flat(),
  );
  const record = pulseAt(48, {
    direction: 'download',
    series,
    stoppedMs: 650,
    sureUntilMs: 690,
    ramp: { rttMs: 20, knownMbps: 48 },
  });

  test('counts what had crossed the link, and the link is even', () => {
    const counted = countPulse({ ...record, carried });
    expect(counted).toMatchObject({ series: carried, trust: 'clean' });
    expect(counted && rateMbps(counted.window)).toBeCloseTo(48, 1);
    expect(counted?.window.toMs).toBeCloseTo(650 + 20, 0);
    expect(estimateRate(counted ? [counted] : [])?.unevenness).toBeLessThan(0.015);
  });

  test('counts from when a queue stood: before that the pipe ran empty once more after its ramp', () => {
    const drained = seriesOf([
      { rateMbps: 48, durationMs: 150 },
      { rateMbps: 30, durationMs: 50 },
      { rateMbps: 48, durationMs: 520 },
    ]);
    const of = (queuedFromMs: number) => {
      const counted = countPulse({ ...record, isCold: true, carried: drained, ramp: { rttMs: 20, queuedFromMs } });
      return counted && rateMbps(counted.window);
    };
    expect(of(210)).toBeCloseTo(48, 1);
    // With too little left after it the ramp's own end stands.
    expect(of(600)).toBeLessThan(47);
  });

  test('counts by its arrivals where what had crossed holds no window', () => {
    const counted = countPulse({
      ...record,
      carried,
      full: { fullAtMs: 50, rateMbps: 48 },
      stoppedMs: 40,
      ramp: { rttMs: 20 },
    });
    expect(counted?.series).toBe(series);
  });

  test('counts by its arrivals where the point does not tell, and then seems to move', () => {
    const counted = countPulse(record);
    expect(counted?.series).toBe(series);
    expect(estimateRate(counted ? [counted] : [])?.unevenness).toBeGreaterThan(0.09);
  });
});
