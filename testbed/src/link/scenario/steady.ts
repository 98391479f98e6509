// Links that stay as they are: from half a megabit to a gigabit, from next door to a satellite, from shallow to bloated.
import type { PathSpec } from '../link-spec.ts';
import type { ScenarioLine, Tolerance } from './scenario.ts';

/** A symmetric pair of paths from rates, round trip and buffer; the delay is split evenly. */
export function paths(
  downMbps: number,
  upMbps: number,
  rttMs: number,
  queueMs = 100,
): { down: PathSpec; up: PathSpec } {
  const common = { delayMs: rttMs / 2, queueMs };
  return { down: { rateMbps: downMbps, ...common }, up: { rateMbps: upMbps, ...common } };
}

const fewPackets: Tolerance = {
  belowRatio: 0.08,
  aboveRatio: 0.08,
  why: 'a packet takes 12 to 48 ms here, so a pulse of a second holds few: one packet more or less is 2 to 5 %',
};

const longRamp: Tolerance = {
  belowRatio: 0.1,
  aboveRatio: 0.05,
  why: 'after each pause the pipe takes several of these round trips to fill, and a loss as many to heal',
};

const skyHigh: Tolerance = {
  belowRatio: 0.15,
  aboveRatio: 0.1,
  why: 'beyond the round trips the project promises: one loss at the full buffer shows for two seconds, a fifth of a test',
};

const twoCores: Tolerance = {
  belowRatio: 0.1,
  aboveRatio: 0.05,
  why: 'client, point and link share the cores of one machine; a device-limited result must say so',
};

export const steady: readonly ScenarioLine[] = [
  { name: 'half-megabit', about: 'the slowest line still in use', ...paths(0.5, 0.25, 60, 300), tolerance: fewPackets },
  { name: 'one-megabit', about: '2G and edge of coverage', ...paths(1, 0.5, 120, 400), tolerance: fewPackets },
  { name: 'three-megabit', about: '3G', ...paths(3, 1, 80, 200), upTolerance: fewPackets },
  { name: 'adsl', about: 'ADSL, ten to one', ...paths(8, 0.8, 30, 300), upTolerance: fewPackets },
  { name: 'four-g', about: 'plain 4G', ...paths(20, 8, 50, 200) },
  { name: 'vdsl', about: 'VDSL', ...paths(50, 15, 16, 60) },
  { name: 'fibre-100', about: 'fibre, equal both ways', ...paths(100, 100, 6, 50) },
  { name: 'fibre-300', about: 'fibre, the coming target', ...paths(300, 150, 8, 50) },
  { name: 'fibre-500', about: 'fibre', ...paths(500, 500, 5, 40) },
  { name: 'gigabit', about: 'the fastest household line', ...paths(1_000, 1_000, 4, 30), tolerance: twoCores },
  { name: 'cable', about: 'cable, twenty to one', ...paths(100, 5, 20, 150) },
  { name: 'cable-200', about: 'cable, twenty to one and faster', ...paths(200, 10, 24, 100) },
  { name: 'next-door', about: 'a point in the same city, 4 ms', ...paths(40, 20, 4, 50) },
  { name: 'far-100', about: 'a point 160 ms away', ...paths(100, 50, 160, 100) },
  { name: 'far-300', about: 'a fast line and a point 160 ms away', ...paths(300, 100, 160, 100), tolerance: longRamp },
  { name: 'abroad', about: 'a point on another continent, 300 ms', ...paths(20, 10, 300, 150), tolerance: longRamp },
  { name: 'satellite', about: 'geostationary satellite, 600 ms', ...paths(25, 3, 600, 200), tolerance: skyHigh },
  { name: 'shallow', about: 'a buffer of 20 ms', ...paths(50, 20, 40, 20) },
  { name: 'bloated', about: 'a buffer of 1,000 ms', ...paths(10, 2, 40, 1_000) },
  { name: 'bloated-fast', about: 'a second of buffer on a faster line', ...paths(60, 20, 30, 1_000) },
  {
    name: 'ipv6-only',
    about: 'a network without IPv4',
    ...paths(50, 20, 20),
    family: 6,
    ends: { families: [6] },
  },
  { name: 'ipv4-only', about: 'a network without IPv6', ...paths(50, 20, 20), ends: { families: [4] } },
  {
    name: 'jittery',
    about: 'Wi-Fi that moves packets by up to 15 ms each way',
    down: { rateMbps: 60, delayMs: 8, queueMs: 80, jitterMs: 15 },
    up: { rateMbps: 40, delayMs: 8, queueMs: 80, jitterMs: 15, seed: 2 },
  },
];
