import { describe, expect, test } from 'vitest';
import { repaired, seriesOf } from '../../test/series.ts';
import { echoPaceMs, paceMbps } from '../pulse/echoes.ts';
import { readDecline } from '../ramp/decline.ts';
import { aimOf, lastingMs } from './aim.ts';
import { budgetBytes, bytesInMs, capsOf } from './caps.ts';
import { isWindowFilled } from './end.ts';
import { feedbackMs, feedState, knownUntilMs, mayCommit, wholeBytes } from './feed.ts';
import { type DirectionState, type PlanInput, planPulse } from './pulses.ts';

const fresh: DirectionState = { ended: false, pulses: 0, usedBytes: 0, variable: false };

function input(
  download: Partial<DirectionState>,
  upload: Partial<DirectionState>,
  more: Partial<PlanInput> = {},
): PlanInput {
  const directions = { download: { ...fresh, ...download }, upload: { ...fresh, ...upload } };
  return {
    shape: 'pulses',
    caps: capsOf('standard'),
    rttMs: 40,
    nowMs: 10_000,
    mostConnections: 6,
    directions,
    ...more,
  };
}

describe('caps and budgets', () => {
  test('light is 9 MB and automatic 2 MB in all', () => {
    expect(capsOf('light').download + capsOf('light').upload).toBe(9e6);
    expect(capsOf('auto').download + capsOf('auto').upload).toBe(2e6);
  });

  test('a point that grants less shares it out in the same proportion', () => {
    expect(capsOf('light', 3e6)).toEqual({ download: 2e6, upload: 1e6 });
    expect(capsOf('light', 1e12)).toEqual(capsOf('light'));
  });

  test('a steady link gets 1.6 s of its rate, a variable one 4.9 s, neither more than the cap', () => {
    expect(budgetBytes(100e6, 8, false)).toBe(1.6e6);
    expect(budgetBytes(100e6, 8, true)).toBe(4.9e6);
    expect(budgetBytes(6e6, 100, false)).toBe(6e6);
    expect(budgetBytes(6e6, undefined, false)).toBe(6e6);
  });
});

describe('planPulse', () => {
  test('begins with download, then takes the direction with fewer pulses', () => {
    expect(planPulse(input({}, {}))?.direction).toBe('download');
    expect(planPulse(input({ pulses: 1, rateMbps: 10 }, {}))?.direction).toBe('upload');
    expect(planPulse(input({ pulses: 1, rateMbps: 10 }, { pulses: 1, rateMbps: 5 }))?.direction).toBe('download');
  });

  test('after a pulse that only found the rate two more follow at once and share what is left', () => {
    // 1.6 s of 200 Mbit/s are 40 MB; 7.5 MB are used, 650 ms each are left, less a round trip.
    const state = { pulses: 1, rateMbps: 200, usedBytes: 7.5e6, ended: false };
    const plan = planPulse(input({ ended: true }, { ...state, isRough: true }));
    expect(plan).toMatchObject({ direction: 'upload', waitMs: 0 });
    expect(plan?.saturatedMs).toBeCloseTo(610, 6);
    expect(planPulse(input({ ended: true }, { ...state, seenMs: 9_900 }))?.waitMs).toBe(3_900);
  });

  test('goes on with the other direction when one has ended, and ends with both', () => {
    expect(planPulse(input({ ended: true, pulses: 1 }, { pulses: 3, rateMbps: 5 }))?.direction).toBe('upload');
    expect(planPulse(input({ pulses: 3, rateMbps: 5 }, { ended: true }))?.direction).toBe('download');
    expect(planPulse(input({ ended: true }, { ended: true }))).toBeUndefined();
  });

  test('looks again at a direction that seems steady 4 s after it was first seen, at one that moves at once', () => {
    const looked = { pulses: 1, rateMbps: 10 };
    expect(planPulse(input({ ...looked, seenMs: 7_000 }, { ...looked, seenMs: 8_000 }))).toMatchObject({
      direction: 'download',
      waitMs: 1_000,
    });
    expect(planPulse(input({ ...looked, seenMs: 5_000 }, { ...looked, seenMs: 8_000 }))?.waitMs).toBe(0);
    const moving = { ...looked, seenMs: 9_000, pulses: 3, variable: true };
    expect(planPulse(input({ ...looked, seenMs: 8_000 }, moving))).toMatchObject({ direction: 'upload', waitMs: 0 });
    expect(planPulse(input(moving, { ended: true }))?.waitMs).toBe(0);
  });

  test('of a direction that is followed pulses end by their time alone, unless a bucket runs empty', () => {
    const followed = { pulses: 2, rateMbps: 10, variable: true, isFollowed: true };
    const timed = planPulse(input(followed, { ended: true }));
    expect(timed).toMatchObject({ isTimed: true, saturatedMs: 600, rateMbps: 10, nearMbps: undefined });
    expect(planPulse(input({ ...followed, isFollowed: false }, { ended: true }))).toMatchObject({
      isTimed: false,
      nearMbps: 10,
    });
    const series = seriesOf([
      { rateMbps: 20, durationMs: 400 },
      { rateMbps: 5, durationMs: 400 },
    ]);
    const full = { fullAtMs: 50, rateMbps: 20 };
    const decline = readDecline(series, 40, 800);
    const seen = { series, full, decline: undefined, rttMs: 40 };
    const plan = { saturatedMs: 600, evenMs: 600, linkMs: 900, isTimed: true };
    expect(aimOf(plan, { ...seen, decline })?.saturatedMs).toBe(lastingMs(40));
    expect(aimOf({ ...plan, isTimed: false }, seen)?.linkBytes).toBe(2_250_000);
    expect(aimOf(plan, seen)).toEqual({
      full,
      saturatedMs: 600,
      isSilent: false,
      linkBytes: Number.POSITIVE_INFINITY,
      isTimed: true,
    });
    const end = { series, full, saturatedMs: 600, drainMs: 0, loopMs: 40, nowMs: 650 };
    expect(isWindowFilled(end)).toBe(false);
    expect(isWindowFilled({ ...end, isTimed: true })).toBe(true);
  });

  test('a flood never waits', () => {
    const looked = { pulses: 1, rateMbps: 10, seenMs: 9_999 };
    expect(planPulse(input(looked, looked, { shape: 'flood' }))?.waitMs).toBe(0);
  });

  test('the first pulse may use half of the cap, so that a second fits under it', () => {
    const plan = planPulse(input({}, {}, { caps: capsOf('light') }));
    expect(plan).toMatchObject({
      maxBytes: 3e6,
      connections: 1,
      saturatedMs: 500,
      evenMs: 1350,
      // 1.6 s of the rate less 350 ms, a round trip and 50 ms
      linkMs: 1160,
    });
  });

  test('a cap whose halves would both end in the ramp is not divided', () => {
    expect(planPulse(input({}, {}, { caps: capsOf('auto') }))?.maxBytes).toBe(1.4e6);
    expect(planPulse(input({ ended: true }, {}, { caps: capsOf('auto') }))?.maxBytes).toBe(0.6e6);
  });

  test('the second pulse of a steady link takes what the first left of 1.6 s', () => {
    // 1.6 s - 0.9 s used - one round trip
    const plan = planPulse(input({ pulses: 1, rateMbps: 8, usedBytes: 0.9e6 }, { ended: true }));
    expect(plan?.saturatedMs).toBeCloseTo(1600 - 900 - 40, 6);
    expect(plan?.maxBytes).toBe(250e6 - 0.9e6);
  });

  test('long paths get longer windows', () => {
    expect(planPulse(input({}, {}, { rttMs: 300 }))?.saturatedMs).toBe(1200);
  });

  test('begins with one connection, with more over a long path, and goes on with what the last pulse had', () => {
    expect(planPulse(input({}, {}, { rttMs: 99 }))?.connections).toBe(1);
    expect(planPulse(input({}, {}, { rttMs: 100 }))?.connections).toBe(2);
    expect(planPulse(input({}, {}, { rttMs: 249 }))?.connections).toBe(2);
    expect(planPulse(input({}, {}, { rttMs: 250 }))?.connections).toBe(6);
    expect(planPulse(input({ pulses: 1, connections: 4 }, { ended: true }))?.connections).toBe(4);
    expect(planPulse(input({ pulses: 1, connections: 4 }, { ended: true }, { mostConnections: 3 }))?.connections).toBe(
      3,
    );
  });

  test('can plan a plain flood with the whole cap', () => {
    const plan = planPulse(input({}, {}, { shape: 'flood' }));
    expect(plan).toMatchObject({ saturatedMs: 8000, maxBytes: 250e6 });
  });
});

describe('feeding an upload', () => {
  const state = {
    committedBytes: 0,
    receivedBytes: 0,
    leadBytes: 49_152,
    pieceBytes: 49_152,
    leastBytes: 8192,
    maxBytes: 1e6,
  };
  const seen = {
    series: { tMs: [], bytes: [] },
    full: undefined,
    queued: false,
    knownMbps: undefined,
    startMs: 0,
    nowMs: 0,
    rttMs: 40,
    connections: 1,
    maxBytes: 1e8,
  };
  const steady = seriesOf([{ rateMbps: 8, durationMs: 1000 }]);
  const full = { fullAtMs: 100, rateMbps: 8 };

  test('keeps the lead on its way, no more', () => {
    expect(mayCommit(state)).toBe(49_152);
    expect(mayCommit({ ...state, committedBytes: 200_000, receivedBytes: 160_000 })).toBe(9_152);
    expect(mayCommit({ ...state, committedBytes: 49_152 })).toBe(0);
  });

  test('never exceeds the bound', () => {
    expect(mayCommit({ ...state, leadBytes: 1e9, committedBytes: 999_000 })).toBe(1000);
    expect(mayCommit({ ...state, leadBytes: 1e9, committedBytes: 1_100_000 })).toBe(0);
  });

  test('the lead begins with 48 KiB, of which each connection takes its share', () => {
    const first = { receivedBytes: 0, leadBytes: 48 * 1024, leastBytes: 8 * 1024, maxBytes: 1e8 };
    expect(feedState(seen)).toEqual({ ...first, pieceBytes: 48 * 1024 });
    expect(feedState({ ...seen, connections: 4 })).toEqual({ ...first, pieceBytes: 12 * 1024 });
  });

  test('on a slow line it begins with what the download carries in 100 ms, in whole packets of 80 ms, and two at the least', () => {
    const stateOf = (otherMbps: number) => feedState({ ...seen, otherMbps });
    expect(stateOf(0.8)).toMatchObject({ leadBytes: bytesInMs(0.8, 100), leastBytes: 5 * 1400 });
    expect(stateOf(0.05)).toMatchObject({ leadBytes: 2800, leastBytes: 2800 });
    expect(stateOf(4)).toMatchObject({ leadBytes: 48 * 1024, leastBytes: 8 * 1024 });
  });

  test('once a slow line is known its lead ends in two packets, and not in a piece that overflows its queue', () => {
    const series = seriesOf([{ rateMbps: 0.25, durationMs: 1000 }]);
    const slow = { fullAtMs: 100, rateMbps: 0.25 };
    expect(feedState({ ...seen, otherMbps: 0.5, series, full: slow, nowMs: 1000 }).leadBytes).toBeCloseTo(
      2800 + bytesInMs(0.25, 1.25 * 40 + 80),
      6,
    );
  });

  test('a lost packet, behind which nothing arrives for a while, takes nothing from the lead of a ramp', () => {
    const held = repaired({ rateMbps: 8, beforeMs: 600, silenceMs: 90, afterMs: 0 });
    const after = seriesOf([
      { rateMbps: 8, durationMs: 600 },
      { rateMbps: 0.2, durationMs: 90 },
    ]);
    for (const series of [held, after]) {
      const { leadBytes } = feedState({ ...seen, series, nowMs: 700 });
      expect(leadBytes).toBeGreaterThanOrEqual(3 * (bytesInMs(8, feedbackMs(40)) - 2 * 1448));
    }
  });

  test('while ramping it is three times what came in a feedback interval', () => {
    const { leadBytes } = feedState({ ...seen, series: steady, nowMs: 1000 });
    expect(Math.abs(leadBytes - 3 * bytesInMs(8, feedbackMs(40)))).toBeLessThanOrEqual(3 * 1448);
  });

  test('all that a small cap leaves goes at once where half a second at the pace seen brings it, and nothing before a pace is seen', () => {
    const leadOf = (leftBytes: number, more = {}) =>
      feedState({ ...seen, series: steady, nowMs: 1000, maxBytes: 1e6 + leftBytes, ...more }).leadBytes;
    expect(leadOf(400_000)).toBeCloseTo(400_000, -4);
    expect(leadOf(600_000)).toBeLessThanOrEqual(3 * (bytesInMs(8, feedbackMs(40)) + 1448));
    expect(leadOf(400_000, { rttMs: 70 })).toBeLessThanOrEqual(3 * (bytesInMs(8, feedbackMs(70)) + 1448));
    expect(leadOf(400_000, { queued: true })).toBeLessThanOrEqual(bytesInMs(8, 130) + 2 * 1448);
    expect(feedState({ ...seen, maxBytes: 60_000 }).leadBytes).toBe(48 * 1024);
  });

  test('once the rate or a queue shows it is a round trip and a quarter, 80 ms and a piece', () => {
    expect(feedState({ ...seen, series: steady, full, nowMs: 1000 }).leadBytes).toBeCloseTo(
      8192 + bytesInMs(8, 1.25 * 40 + 80),
      6,
    );
    const queued = feedState({ ...seen, series: steady, queued: true, nowMs: 1000 }).leadBytes;
    expect(Math.abs(queued - bytesInMs(8, 130))).toBeLessThanOrEqual(2 * 1448);
  });

  test('on a link that moves twice the known rate goes out, and the lead grows with what comes, also once the pipe is full', () => {
    const warm = { ...seen, knownMbps: 8, startMs: 900, nowMs: 1000, mayGrow: true };
    expect(feedState(warm).leadBytes).toBe(8192 + 2 * bytesInMs(8, 100 + 30));
    const faster = seriesOf([{ rateMbps: 32, durationMs: 1000 }]);
    const lead = (mayGrow: boolean) =>
      feedState({ ...seen, knownMbps: 8, series: faster, full, nowMs: 1000, mayGrow }).leadBytes;
    expect(lead(false)).toBeCloseTo(8192 + bytesInMs(8, 130), 6);
    expect(Math.abs(lead(true) - 8192 - bytesInMs(32, 130))).toBeLessThanOrEqual(4 * 1448);
  });

  test('where the rate was known before, no more goes out than it and a quarter bring, until the pipe shows to be full', () => {
    const warm = { ...seen, knownMbps: 8, startMs: 900, nowMs: 1000 };
    expect(feedState(warm).leadBytes).toBe(8192 + 1.25 * bytesInMs(8, 100 + 30));
    const arrived = seriesOf([{ rateMbps: 8, durationMs: 60 }]);
    const { receivedBytes, leadBytes } = feedState({ ...warm, series: arrived });
    expect(receivedBytes + leadBytes).toBe(8192 + 1.25 * bytesInMs(8, 100 + 30));
    expect(feedState({ ...warm, full }).leadBytes).toBe(8192 + bytesInMs(8, 1.25 * 40 + 80));
  });

  test('a body handed over whole fills its time at the known rate, and the ramp before it', () => {
    expect(wholeBytes(8, 600, 40)).toBe(bytesInMs(8, 680));
    expect(wholeBytes(300, 500, 10)).toBe(bytesInMs(300, 520));
  });

  test('bytes held back count as received while arrivals stand still, for six intervals at the most', () => {
    const held = (nowMs: number) =>
      feedState({ ...seen, series: steady, full, nowMs }).receivedBytes - (steady.bytes.at(-1) ?? 0);
    expect(Math.abs(held(1280) - bytesInMs(8, 200))).toBeLessThanOrEqual(1448);
    expect(held(9000)).toBeCloseTo(6 * bytesInMs(8, feedbackMs(40)), 6);
    // counts of the last 80 ms may still be on their way
    expect(knownUntilMs(steady, 1280, 40)).toBe(1200);
  });
});

describe('isWindowFilled', () => {
  const series = seriesOf([{ rateMbps: 8, durationMs: 1000 }]);
  const full = { fullAtMs: 300, rateMbps: 8 };
  const end = { series, full, saturatedMs: 650, drainMs: 100, loopMs: 100 };

  test('is when the drain completes the window', () => {
    expect(isWindowFilled({ ...end, nowMs: 849 })).toBe(false);
    expect(isWindowFilled({ ...end, nowMs: 850 })).toBe(true);
  });

  test('waits six loaded round trips while bytes are held back', () => {
    // silence since 1000 ms
    expect(isWindowFilled({ ...end, nowMs: 1200 })).toBe(false);
    expect(isWindowFilled({ ...end, nowMs: 1449 })).toBe(false);
    expect(isWindowFilled({ ...end, nowMs: 1450 })).toBe(true);
  });
});

test('echoes take at most 1 % of a slow link, and come twenty times a second on a fast one', () => {
  expect(echoPaceMs(undefined)).toBe(50);
  expect(echoPaceMs(100)).toBe(50);
  expect(echoPaceMs(2)).toBeCloseTo((170 * 8) / (0.01 * 2000), 9);
  expect(echoPaceMs(0.1)).toBe(400);
  expect(echoPaceMs(0.5)).toBeCloseTo((170 * 8) / (0.01 * 500), 9);
});

test('where counts come so rarely that none is recent, all that came paces the echoes', () => {
  const series = { tMs: [0, 100, 200], bytes: [1000, 3500, 6000] };
  expect(paceMbps(series, 100, 200)).toBeCloseTo(0.2, 9);
  expect(paceMbps(series, 500, 900)).toBeCloseTo(0.2, 9);
  expect(paceMbps({ tMs: [0], bytes: [1000] }, 0, 900)).toBeUndefined();
});
