import { describe, expect, test } from 'vitest';
import { rampMs, repaired, seriesOf, slowStart } from '../../test/series.ts';
import { readRamp } from './full.ts';
import { connectionsToAdd } from './more.ts';
import { areRepairs, queuedFromMs, queueRiseMs } from './queue.ts';

describe('readRamp', () => {
  test.each([
    { rateMbps: 0.5, rttMs: 40, firstMbps: 0.5 },
    { rateMbps: 20, rttMs: 40, firstMbps: 1 },
    { rateMbps: 100, rttMs: 10, firstMbps: 10 },
    { rateMbps: 300, rttMs: 160, firstMbps: 2 },
    { rateMbps: 5, rttMs: 600, firstMbps: 0.3 },
  ])('finds the end of slow start at $rateMbps Mbit/s, $rttMs ms', ({ rateMbps, rttMs, firstMbps }) => {
    const endsMs = rampMs(firstMbps, rateMbps, rttMs);
    const full = readRamp(seriesOf(slowStart(firstMbps, rateMbps, rttMs, 6000)), { rttMs }).full;
    const roundMs = Math.max(50, rttMs, (7 * 1448 * 8) / (rateMbps * 1000));
    // Never before the ramp's last doubling reached the rate less the growth that is looked for, at most two rounds after it.
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(endsMs - rttMs);
    expect(full?.fullAtMs).toBeLessThanOrEqual(endsMs + 2.2 * roundMs);
    expect((full?.rateMbps ?? 0) / rateMbps).toBeCloseTo(1, 1);
  });

  test('says nothing while arrivals still grow', () => {
    expect(readRamp(seriesOf(slowStart(1, 1000, 100, 0)), { rttMs: 100 }).full).toBeUndefined();
  });

  test('says nothing of an empty or a short series', () => {
    expect(readRamp({ tMs: [], bytes: [] }, { rttMs: 40 }).full).toBeUndefined();
    expect(readRamp(seriesOf([{ rateMbps: 100, durationMs: 90 }]), { rttMs: 40 }).full).toBeUndefined();
  });

  test('with a queue two flat rounds prove it, without one it takes four and 400 ms', () => {
    const ramp = [...slowStart(12.5, 50, 40, 0).slice(0, -1), { rateMbps: 50, durationMs: 1000 }];
    const known = (queuedMs?: number) => {
      for (let upTo = 20; upTo < 1000; upTo += 1) {
        const stretches = seriesOf(ramp);
        const cut = stretches.tMs.filter((atMs) => atMs <= upTo).length;
        const seen = { tMs: stretches.tMs.slice(0, cut), bytes: stretches.bytes.slice(0, cut) };
        if (readRamp(seen, { rttMs: 40, queuedFromMs: queuedMs }).full) return upTo;
      }
      return undefined;
    };
    const [early, late] = [known(90) ?? 0, known() ?? 0];
    // Rounds are 50 ms long; the last that grows is [100, 150], as the ramp's last doubling ends at 80 ms.
    expect(early).toBeGreaterThanOrEqual(250);
    expect(early).toBeLessThanOrEqual(255);
    expect(late).toBeGreaterThanOrEqual(550);
    expect(late).toBeLessThanOrEqual(560);
  });

  test('a standing queue moves the beginning of the full time to where it was first met', () => {
    const series = seriesOf([{ rateMbps: 50, durationMs: 2000 }]);
    const { full } = readRamp(series, { rttMs: 40, queuedFromMs: 90 });
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(90);
    expect(full?.fullAtMs).toBeLessThan(91);
    expect(full?.rateMbps).toBeCloseTo(50, 0);
  });

  test('takes a burst of losses under a queue as proof, and the flow before it as the rate', () => {
    const series = repaired({ rateMbps: 96, beforeMs: 500, silenceMs: 260, afterMs: 600 });
    const { full } = readRamp(series, { rttMs: 160, queuedFromMs: 200 });
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(200);
    expect(full?.rateMbps).toBeCloseTo(96, 0);
  });

  test('tells of losses that no queue explains', () => {
    const series = repaired({ rateMbps: 20, beforeMs: 300, silenceMs: 90, afterMs: 50 });
    const ramp = readRamp(series, { rttMs: 80 });
    expect(ramp.lossAtMs).toBeCloseTo(390, -1);
  });

  test('a warm connection is full from its first short rounds at the rate known before', () => {
    const { full } = readRamp(seriesOf([{ rateMbps: 50, durationMs: 300 }]), { rttMs: 40, knownMbps: 52 });
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(25);
    expect(full?.fullAtMs).toBeLessThan(26);
    expect(full?.rateMbps).toBe(52);
  });

  test("a point's counts, 10 ms apart, show a warm connection on a path of 4 ms too", () => {
    const tMs = Array.from({ length: 30 }, (_, index) => index * 10.2);
    const series = { tMs, bytes: tMs.map((atMs) => atMs * 18_000) };
    expect(readRamp(series, { rttMs: 4, knownMbps: 144 }).full?.fullAtMs).toBeLessThan(60);
  });

  test('a warm connection is not full before a burst above the known rate is over', () => {
    const policed = seriesOf([
      { rateMbps: 100, durationMs: 80 },
      { rateMbps: 20, durationMs: 500 },
    ]);
    const { full } = readRamp(policed, { rttMs: 20, knownMbps: 20 });
    // Rounds are 25 ms long: the first wholly after the burst ends between 105 and 130 ms.
    expect(full?.fullAtMs).toBeGreaterThanOrEqual(105);
    expect(full?.fullAtMs).toBeLessThan(131);
  });

  test('a warm connection that is slower than known is judged like a cold one', () => {
    const series = seriesOf([{ rateMbps: 30, durationMs: 1000 }]);
    expect(readRamp(series, { rttMs: 40, knownMbps: 52 })).toEqual(readRamp(series, { rttMs: 40 }));
  });

  test('what came before connections were added does not show that the pipe is full', () => {
    const series = seriesOf([{ rateMbps: 30, durationMs: 1000 }]);
    expect(readRamp(series, { rttMs: 40, sinceMs: 700 }).full).toBeUndefined();
    expect(readRamp(series, { rttMs: 40, sinceMs: 400 }).full?.fullAtMs).toBeGreaterThanOrEqual(400);
  });
});

describe('queuedFromMs', () => {
  const echoes = (...rttMs: number[]) => rttMs.map((rtt, index) => ({ sentMs: 100 * index, rttMs: rtt }));

  test('asks for two echoes in a row well above idle', () => {
    expect(queuedFromMs(40, 20, 20, echoes(41, 65, 66))).toBe(120);
    expect(queuedFromMs(40, 20, 20, echoes(66, 45, 66))).toBeUndefined();
    expect(queuedFromMs(40, 20, 20, echoes(66))).toBeUndefined();
  });

  test('over a long path two echoes without a queue take the sign back, until the pipe is known to be full', () => {
    expect(queuedFromMs(140, 28, 70, echoes(141, 175, 176, 141, 175))).toBe(170);
    expect(queuedFromMs(140, 28, 70, echoes(141, 175, 176, 141, 142))).toBeUndefined();
    expect(queuedFromMs(140, 28, 70, echoes(141, 175, 176, 141, 142, 180, 181))).toBe(570);
    expect(queuedFromMs(140, 28, 70, echoes(141, 175, 176, 141, 142), false, 170)).toBe(170);
    expect(queuedFromMs(40, 20, 20, echoes(41, 65, 66, 41, 42))).toBe(120);
  });

  test('over a short path what the overflow of a short queue held back shows it', () => {
    const heap = [41, 160, 110, 60].map((rttMs, index) => ({ sentMs: 50 * index, rttMs }));
    expect(queuedFromMs(40, 10, 20, heap)).toBe(70);
  });

  test('over a long path echoes that TCP held back behind a lost one and gave at once are no queue', () => {
    // One packet lost at 550 ms: three echoes, 50 ms apart, come at 746 ms (recorded over 120 ms with 0.3 % loss).
    const sent = [500, 550, 600, 650, 700];
    const rtts = [120.7, 195.9, 145.9, 96.4 + 43.3, 120.7];
    const heap = sent.map((sentMs, index) => ({ sentMs, rttMs: rtts[index] ?? 0 }));
    expect(queuedFromMs(121, 24, 60, heap.slice(0, 3))).toBeUndefined();
    expect(queuedFromMs(121, 24, 60, heap)).toBeUndefined();
  });

  test('an upload takes them for repairs from 50 ms on, as it is paced by what it was taken to fill', () => {
    // Two losses in a slow start of 57 ms round trip: the pulse was taken as full at 3 of 110 Mbit/s.
    const heap = [57, 57, 190, 140, 90, 57, 57].map((rttMs, index) => ({ sentMs: 50 * index, rttMs }));
    expect(queuedFromMs(57, 12, 28, heap, areRepairs(57, 'download'))).toBe(128);
    expect(queuedFromMs(57, 12, 28, heap, areRepairs(57, 'upload'))).toBeUndefined();
    expect(areRepairs(40, 'upload')).toBe(false);
  });

  test('the rise asked for grows with the round trip and with its own scatter', () => {
    expect(queueRiseMs({ medianMs: 20 })).toBe(10);
    expect(queueRiseMs({ medianMs: 200, jitterMs: 1 })).toBe(40);
    expect(queueRiseMs({ medianMs: 40, jitterMs: 8 })).toBe(32);
  });
});

describe('connectionsToAdd', () => {
  const flat = { ramp: { flatRounds: 2 }, queueShown: false, flatEchoes: 2, connections: 1, mostConnections: 6 };

  test('doubles, then adds two, up to what is allowed', () => {
    expect([1, 2, 4, 6].map((connections) => connectionsToAdd({ ...flat, connections }))).toEqual([1, 2, 2, 0]);
    expect(connectionsToAdd({ ...flat, connections: 2, mostConnections: 3 })).toBe(1);
  });

  test('adds none while arrivals grow, while echoes are still out, under a queue, or once the pipe is full', () => {
    expect(connectionsToAdd({ ...flat, ramp: { flatRounds: 1 } })).toBe(0);
    expect(connectionsToAdd({ ...flat, flatEchoes: 1 })).toBe(0);
    expect(connectionsToAdd({ ...flat, queueShown: true })).toBe(0);
    expect(connectionsToAdd({ ...flat, ramp: { flatRounds: 2, full: { fullAtMs: 0, rateMbps: 1 } } })).toBe(0);
  });

  test('shares a lossy path among four, each loss counted once', () => {
    const lossy = { ...flat, ramp: { flatRounds: 0, lossAtMs: 300 } };
    expect([1, 2, 4].map((connections) => connectionsToAdd({ ...lossy, connections }))).toEqual([1, 2, 0]);
    expect(connectionsToAdd({ ...lossy, addedAtMs: 310 })).toBe(0);
  });
});
