// 200 points and 100,000 clients: what the rule of docs/method/choosing-a-point.md does to load and round trips.
import { openReference } from '@i-speed/reference';
import { distanceKm } from '@i-speed/statistics';
import { beforeAll, describe, expect, test } from 'vitest';
import { knownPoint } from '../../test/known-point.ts';
import type { KnownPoint } from './point-state.ts';
import { rankPoints } from './rank.ts';

type Place = { latitude: number; longitude: number };
type Client = { operatorName: string; place: Place; startMs: number };
type Outcome = { extraRttMs: number; refusals: number };

const POINTS = 200;
const CLIENTS = 100_000;
/** Of one measurement. */
const STAY_MS = 10_000;
const REPORT_MS = 10_000;
/** Light in fibre, there and back, on cables half as long again as the air line. */
const MS_PER_KM = 0.015;
/** Crossing from one operator to another costs this at the exchange, besides the way there. */
const PEERING_MS = 1.5;
/** Engine: round trips closer than 1 ms and 5 % are alike, and the hub's order decides (packages/engine/src/phase/point.ts). */
const isAlike = (rttMs: number, bestMs: number) => rttMs <= bestMs * 1.05 + 1;

/** Shares of the market, large and small. */
const operators = [
  ['Viettel', 0.41],
  ['VNPT', 0.3],
  ['FPT', 0.16],
  ['MobiFone', 0.07],
  ['SCTV', 0.03],
  ['CMC', 0.02],
  ['NetNam', 0.01],
] as const;
const exchanges: readonly Place[] = [
  { latitude: 21.03, longitude: 105.85 },
  { latitude: 16.07, longitude: 108.22 },
  { latitude: 10.78, longitude: 106.7 },
];

const provinces = openReference({})
  .provinces()
  .flatMap(({ label, population }) => (label === undefined ? [] : [{ place: label, weight: population ?? 1 }]));

describe('100,000 clients in half an hour, whose place is not known', () => {
  let calm: Simulation;
  beforeAll(() => {
    // 555 measurements at once on 200 points with some 4,000 places.
    calm = simulate(1_800_000, false);
  }, 120_000);

  test('no point is ever over its capacity, and hardly anyone is sent on', () => {
    expect(calm.overfull).toEqual([]);
    expect(calm.outcomes).toHaveLength(CLIENTS);
    expect(calm.unserved).toBe(0);
    expect(calm.outcomes.filter(({ refusals }) => refusals > 0).length / CLIENTS).toBeLessThan(0.01);
  });

  test('half of them measure within 2 ms of their best point', () => {
    expect(medianExtraMs(calm)).toBeLessThan(2);
  });
});

test('100,000 in ten minutes who tell their province: points fill, none overflows, and they are near', () => {
  // 1,667 at once: over two fifths of all places, unevenly by operator.
  const rush = simulate(600_000, true);
  expect(rush.overfull).toEqual([]);
  expect(rush.unserved / CLIENTS).toBeLessThan(0.02);
  expect(medianExtraMs(rush)).toBeLessThan(2);
}, 120_000);

type Simulation = { outcomes: Outcome[]; unserved: number; overfull: string[] };

function medianExtraMs({ outcomes }: Simulation): number {
  const sorted = outcomes.map(({ extraRttMs }) => extraRttMs).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Lets the clients come evenly over so long; the hub knows each point's load as of its last report. */
function simulate(overMs: number, isPlaced: boolean): Simulation {
  const random = seeded(7);
  const points = makePoints(random);
  const clients = Array.from({ length: CLIENTS }, (): Client => {
    const [operatorName] = pick(operators, ([, share]) => share, random);
    return { operatorName, place: pick(provinces, ({ weight }) => weight, random).place, startMs: random() * overMs };
  }).sort((a, b) => a.startMs - b.startMs);
  const leaving: { atMs: number; id: string }[] = [];
  let gone = 0;
  const running = new Map(points.map(({ id }) => [id, 0]));
  const capacity = new Map(points.map((point) => [point.id, point.report?.capacity ?? 0]));
  const overfull = new Set<string>();
  const outcomes: Outcome[] = [];
  let unserved = 0;
  let known: readonly KnownPoint[] = points;
  let reportedMs = 0;
  for (const [n, client] of clients.entries()) {
    for (let one = leaving[gone]; one !== undefined && one.atMs <= client.startMs; one = leaving[gone]) {
      running.set(one.id, (running.get(one.id) ?? 0) - 1);
      gone += 1;
    }
    if (client.startMs - reportedMs >= REPORT_MS) {
      reportedMs = client.startMs;
      known = points.map((point) => withSessions(point, running.get(point.id) ?? 0));
    }
    const asker = { country: 'VN', operatorName: client.operatorName, ...(isPlaced && { near: client.place }) };
    const tried = asEngineOrders(rankPoints(known, asker, `measurement ${n}`), client);
    const refused = tried.findIndex(({ id }) => (running.get(id) ?? 0) < (capacity.get(id) ?? 0));
    const taken = tried[refused];
    if (taken === undefined) {
      unserved += 1;
      continue;
    }
    const sessions = (running.get(taken.id) ?? 0) + 1;
    running.set(taken.id, sessions);
    if (sessions > (capacity.get(taken.id) ?? 0)) overfull.add(taken.id);
    leaving.push({ atMs: client.startMs + STAY_MS, id: taken.id });
    const bestMs = bestRttMs(client, points);
    outcomes.push({ extraRttMs: rttMs(client, taken) - bestMs, refusals: refused });
  }
  return { outcomes, unserved, overfull: [...overfull] };
}

function makePoints(random: () => number): KnownPoint[] {
  return Array.from({ length: POINTS }, (_, n) => {
    const capacity = 10 + Math.floor(random() * 21);
    const id = `point-${n}`;
    // One in ten stands at an exchange, the others in a network, more of them where more people are.
    const isExchange = n % 10 === 0;
    const [operatorName] = pick(operators, ([, share]) => share, random);
    const place = isExchange ? pick(exchanges, () => 1, random) : pick(provinces, ({ weight }) => weight, random).place;
    const where = { latitude: place.latitude, longitude: place.longitude };
    const network = isExchange
      ? { networkKind: 'exchange' as const }
      : { networkKind: 'on-net' as const, operatorName };
    return knownPoint({ id, ...where, ...network }, { sessions: 0, capacity, probedFamilies: [4, 6] });
  });
}

function withSessions(point: KnownPoint, sessions: number): KnownPoint {
  return point.report === undefined ? point : { ...point, report: { ...point.report, sessions } };
}

function rttMs({ operatorName, place }: Client, point: KnownPoint): number {
  const there = placeOf(point);
  if (point.operatorName === operatorName) return wayMs(place, there);
  const over = exchanges.map((exchange) => wayMs(place, exchange) + wayMs(exchange, there));
  return Math.min(...over) + PEERING_MS;
}

const bests = new Map<string, number>();

function bestRttMs(client: Client, points: readonly KnownPoint[]): number {
  const key = `${client.operatorName} ${client.place.latitude} ${client.place.longitude}`;
  const known = bests.get(key) ?? Math.min(...points.map((point) => rttMs(client, point)));
  bests.set(key, known);
  return known;
}

const wayMs = (from: Place, to: Place) => distanceKm(from, to) * MS_PER_KM;

function placeOf({ latitude, longitude }: KnownPoint): Place {
  if (latitude === null || longitude === null) throw new Error('every simulated point has a place');
  return { latitude, longitude };
}

/** Nearest first, among those alike the hub's order: what the engine does with its candidates. */
function asEngineOrders(candidates: readonly KnownPoint[], client: Client): KnownPoint[] {
  const left = candidates.map((point) => ({ point, ms: rttMs(client, point) }));
  const ordered: KnownPoint[] = [];
  while (left.length > 0) {
    const bestMs = Math.min(...left.map(({ ms }) => ms));
    const next = left.findIndex(({ ms }) => isAlike(ms, bestMs));
    ordered.push(...left.splice(next, 1).map(({ point }) => point));
  }
  return ordered;
}

function pick<T>(from: readonly T[], weightOf: (one: T) => number, random: () => number): T {
  let left = random() * from.reduce((sum, one) => sum + weightOf(one), 0);
  for (const one of from) {
    left -= weightOf(one);
    if (left <= 0) return one;
  }
  const [first] = from;
  if (first === undefined) throw new Error('nothing to pick from');
  return first;
}

/** mulberry32: the same clients in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
