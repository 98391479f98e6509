// Links with something wrong: losses, policers, other people's traffic, a slow point, a line that dies.
import type { PathSpec } from '../link-spec.ts';
import type { ScenarioLine, Tolerance } from './scenario.ts';
import { steadyTolerance } from './scenario.ts';
import { paths } from './steady.ts';

/** A client's CUBIC takes each loss for congestion: n connections reach about n × 1448 × 8/RTT × 1.22/√p (Mathis 1997). */
const clientsCubic: Tolerance = {
  belowRatio: 0.9,
  aboveRatio: 0.05,
  why: "upload runs the client's own congestion control, which random loss holds down; then the loss must be reported",
};

const afterBurst: Tolerance = {
  belowRatio: 0.1,
  aboveRatio: 0.1,
  why: 'the burst must not count; a policer that drops makes any sender swing about its rate',
};

const beyondAll = 1e9;

function withLoss(both: { down: PathSpec; up: PathSpec }, loss: Partial<PathSpec>): { down: PathSpec; up: PathSpec } {
  return { down: { ...both.down, ...loss }, up: { ...both.up, ...loss, seed: 2 } };
}

function policed(lineMbps: number, rateMbps: number, burstBytes: number): { down: PathSpec; up: PathSpec } {
  const bucket = { rateMbps, burstBytes, excess: 'drop' } as const;
  const line = paths(lineMbps, lineMbps / 2, 40, 100);
  return { down: { ...line.down, bucket }, up: line.up };
}

export const lossy: readonly ScenarioLine[] = [
  {
    name: 'loss-0.1',
    about: 'one packet in a thousand',
    ...withLoss(paths(50, 20, 40), { lossRatio: 0.001 }),
    upTolerance: clientsCubic,
  },
  {
    name: 'loss-1',
    about: 'one packet in a hundred',
    ...withLoss(paths(50, 20, 40), { lossRatio: 0.01 }),
    upTolerance: clientsCubic,
  },
  {
    name: 'loss-3',
    about: 'three packets in a hundred',
    ...withLoss(paths(20, 10, 30), { lossRatio: 0.03 }),
    upTolerance: clientsCubic,
  },
  {
    name: 'bursty-loss',
    about: 'one in a hundred, ten in a row',
    ...withLoss(paths(40, 15, 40), { burstLoss: { lossRatio: 0.01, meanBurstPackets: 10 } }),
    upTolerance: clientsCubic,
  },
];

export const policedLinks: readonly ScenarioLine[] = [
  {
    name: 'policed-2',
    about: '2 Mbit/s after 100 kB',
    ...policed(20, 2, 1e5),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'policed-5',
    about: '5 Mbit/s after 1 MB',
    ...policed(100, 5, 1e6),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'policed-10',
    about: '10 Mbit/s after 10 MB, nearly a second of the line',
    ...policed(100, 10, 1e7),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'policed-20',
    about: '20 Mbit/s after 100 kB, which the ramp alone uses up',
    ...policed(100, 20, 1e5),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'policed-50',
    about: 'half of the line after 3 MB',
    ...policed(100, 50, 3e6),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'policed-100',
    about: '100 of 500 Mbit/s after 10 MB',
    ...policed(500, 100, 1e7),
    tolerance: afterBurst,
    upTolerance: steadyTolerance,
  },
  {
    name: 'shaped-10',
    about: '10 Mbit/s after 10 MB, where what exceeds it waits: a shaper, nothing is dropped',
    down: { ...paths(100, 50, 40).down, bucket: { rateMbps: 10, burstBytes: 1e7, excess: 'wait' } },
    up: paths(100, 50, 40).up,
  },
  {
    name: 'boosted',
    about:
      'three times the rate for the first ten seconds, then 10 Mbit/s: a shaper that no short test can see through',
    down: { rateMbps: 30, delayMs: 20, bucket: { rateMbps: 10, burstBytes: 25e6, excess: 'wait' } },
    up: { rateMbps: 10, delayMs: 20 },
    outcome: 'boosted',
    tolerance: {
      belowRatio: 0.05,
      aboveRatio: 2,
      why: 'the boost alone may be seen, at 30 Mbit/s; then it must be told',
    },
    upTolerance: steadyTolerance,
  },
];

const fairShare: Tolerance = {
  belowRatio: 0.15,
  aboveRatio: 1.2,
  why: 'what a test takes from a rival depends on its connections: from the fair half to nearly everything',
};

const crossed: Tolerance = {
  belowRatio: 0.1,
  aboveRatio: 0.1,
  why: 'each pulse meets another part of the turns of 5 s',
};

export const shared: readonly ScenarioLine[] = [
  {
    name: 'constant-neighbour',
    about: 'other traffic takes 20 of 50 Mbit/s all the time',
    down: { ...paths(50, 20, 30).down, cross: { rateMbps: 20, onMs: 1_000, offMs: 0 } },
    up: paths(50, 20, 30).up,
  },
  {
    name: 'video-neighbour',
    about: 'other traffic takes half for 2 of every 6 s',
    down: { ...paths(30, 10, 30).down, cross: { rateMbps: 15, onMs: 2_000, offMs: 4_000 } },
    up: paths(30, 10, 30).up,
    tolerance: { ...crossed, belowRatio: 0.2, aboveRatio: 0.2, why: 'the turns of 6 s are about as long as the test' },
    upTolerance: steadyTolerance,
  },
  {
    name: 'bulk-neighbour',
    about: 'other traffic takes 60 % in turns of 5 s, both ways',
    down: { ...paths(40, 20, 40).down, cross: { rateMbps: 24, onMs: 5_000, offMs: 5_000 } },
    up: { ...paths(40, 20, 40).up, cross: { rateMbps: 12, onMs: 5_000, offMs: 5_000 } },
    tolerance: {
      ...crossed,
      belowRatio: 0.45,
      aboveRatio: 0.45,
      why: 'within one test the turns of 5 s need not even out: 16 to 40 about 28',
    },
  },
  {
    name: 'tcp-rival',
    about: 'somebody else downloads all the time with one connection',
    ...paths(40, 20, 30),
    rivals: { down: 1, up: 0 },
    downExpected: { payloadMbps: (40 * 1_448) / 1_500 / 2, formula: '40 / 2 × 1448/1500, the fair share between two' },
    tolerance: fairShare,
    upTolerance: {
      belowRatio: 0.1,
      aboveRatio: 0.05,
      why: "the rival's acknowledgements take up to 3 % of the upload",
    },
  },
];

export const trouble: readonly ScenarioLine[] = [
  {
    name: 'slow-point',
    about: "the point's own card gives 20 Mbit/s, the link 100",
    ...paths(100, 50, 20),
    ends: { serverCardMbps: 20 },
    outcome: 'point-limited',
    downExpected: { payloadMbps: (20 * 1_448) / 1_500, formula: '20 × 1448/1500, the card of the point' },
  },
  {
    name: 'dies',
    about: 'nothing passes any more after 4 s',
    down: { ...paths(30, 10, 40).down, outages: [{ fromMs: 4_000, toMs: beyondAll, kind: 'drop' }] },
    up: { ...paths(30, 10, 40).up, outages: [{ fromMs: 4_000, toMs: beyondAll, kind: 'drop' }] },
    outcome: 'stalls',
    tolerance: {
      belowRatio: 0.1,
      aboveRatio: 0.1,
      why: 'only what was measured before the end; a direction never begun is absent',
    },
  },
  {
    name: 'dies-and-returns',
    about: 'no service from 3 to 5 s, nothing lost',
    down: { ...paths(30, 10, 40).down, outages: [{ fromMs: 3_000, toMs: 5_000, kind: 'hold' }] },
    up: { ...paths(30, 10, 40).up, outages: [{ fromMs: 3_000, toMs: 5_000, kind: 'hold' }] },
    tolerance: {
      belowRatio: 0.25,
      aboveRatio: 0.05,
      why: 'a gap of 2 s in a test of 8 to 14 s may count as part of what the place gives',
    },
  },
  {
    name: 'flickers',
    about: 'the line is cut for half a second every few seconds',
    down: { ...paths(30, 10, 40).down, outages: flicker() },
    up: { ...paths(30, 10, 40).up, outages: flicker() },
    tolerance: {
      belowRatio: 0.4,
      aboveRatio: 0.05,
      why: 'a cut loses a window of packets and TCP waits up to a second before it tries again',
    },
  },
];

function flicker(): { fromMs: number; toMs: number; kind: 'drop' }[] {
  return Array.from({ length: 30 }, (_, i) => ({ fromMs: 2_000 + i * 4_000, toMs: 2_500 + i * 4_000, kind: 'drop' }));
}
