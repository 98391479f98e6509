// Which points to offer, best first; the client then measures the way to each and takes the nearest (docs/method/choosing-a-point.md).
import { distanceKm } from '@i-speed/statistics';
import { familiesOf, pointAddress } from './point-address.ts';
import { type KnownPoint, loadRatio } from './point-state.ts';

/** Of the one who asks, what is known. */
export interface Asker {
  readonly country?: string;
  readonly operatorName?: string;
  readonly family?: 4 | 6;
  /** Only points abroad are wanted. */
  readonly wantsAbroad?: boolean;
  /** The label point of the asker's province. */
  readonly near?: { readonly latitude: number; readonly longitude: number };
}

/** So many candidates a client tries (protocol section 3.2). */
export const CANDIDATE_LIMIT = 5;
/** From this load on a point is offered only after those with more room: a report may be ten seconds old. */
const CROWDED_RATIO = 0.8;
/** Points within one band of distance are alike: 100 km of fibre and back is 1 ms. */
const BAND_KM = 100;
/** Without a place of the asker's, candidates stand at least this far apart, so that one of them is near whoever asks. */
const APART_KM = 150;

/** A point's place in the order: group before tier before band before lot, the lower first. */
interface Ranked {
  readonly point: KnownPoint;
  /** Country, family and room, in this order. */
  readonly group: number;
  readonly tier: number;
  readonly band: number;
  readonly lot: number;
}

/**
 * At most five of the points that take measurements. Order: inside the country, reached by the asker's family, with room, own operator's
 * network before exchange before other operators before hosting, near; equals by a lot drawn from the measurement's id, in which a point's
 * chance is its free capacity, so that load spreads.
 */
export function rankPoints(points: readonly KnownPoint[], asker: Asker, measurementId: string): KnownPoint[] {
  const seed = hashOf(measurementId);
  const ranked = points
    .filter((point) => point.state === 'active' && (asker.wantsAbroad !== true || isAbroad(point, asker)))
    .map((point) => rank(point, asker, seed))
    .sort((a, b) => a.group - b.group || a.tier - b.tier || a.band - b.band || a.lot - b.lot);
  const chosen = asker.near === undefined ? spread(ranked) : withSpare(ranked);
  return chosen.slice(0, CANDIDATE_LIMIT).map(({ point }) => point);
}

function rank(point: KnownPoint, asker: Asker, seed: number): Ranked {
  const load = loadRatio(point);
  const isOtherFamily = asker.family !== undefined && !familiesKnown(point).includes(asker.family);
  return {
    point,
    group: (isAbroad(point, asker) ? 100 : 0) + (isOtherFamily ? 10 : 0) + crowdOf(load),
    tier: tierOf(point, asker),
    band: bandOf(point, asker),
    lot: lotOf(point, seed, load),
  };
}

function isAbroad(point: KnownPoint, asker: Asker): boolean {
  if (point.networkKind === 'abroad') return true;
  return point.country !== null && asker.country !== undefined && point.country !== asker.country;
}

function tierOf(point: KnownPoint, asker: Asker): number {
  if (point.networkKind === 'on-net')
    return point.operatorName !== null && point.operatorName === asker.operatorName ? 0 : 2;
  return point.networkKind === 'exchange' ? 1 : 3;
}

/** 0 with room or unknown, 1 nearly full, 2 full by its last report. */
function crowdOf(load: number | undefined): number {
  if (load === undefined || load < CROWDED_RATIO) return 0;
  return load < 1 ? 1 : 2;
}

/** 0 where either place is unknown. */
function bandOf({ latitude, longitude }: KnownPoint, { near }: Asker): number {
  if (near === undefined || latitude === null || longitude === null) return 0;
  return Math.floor(distanceKm(near, { latitude, longitude }) / BAND_KM);
}

function familiesKnown(point: KnownPoint): readonly (4 | 6)[] {
  return point.report?.probedFamilies ?? familiesOf(pointAddress(point, 'localhost'));
}

/** Weighted rendezvous: the lowest of -ln(u)/weight is each point's with a chance of its share of all weights. */
function lotOf(point: KnownPoint, seed: number, load: number | undefined): number {
  const places = point.report?.capacity ?? 1;
  const free = Math.max(places * (1 - (load ?? 0)), 0.01);
  const u = (mix(seed ^ hashOf(point.id)) + 1) / 2 ** 32;
  return -Math.log(u) / free;
}

/** The last of the five is drawn from all of the best group wherever they stand: in a rush the near ones fill between two reports. */
function withSpare(ranked: readonly Ranked[]): Ranked[] {
  const near = ranked.slice(0, CANDIDATE_LIMIT - 1);
  const rest = ranked.slice(CANDIDATE_LIMIT - 1);
  const [next] = rest;
  if (next === undefined) return near;
  const spare = rest
    .filter(({ group }) => group === next.group)
    .reduce((best, one) => (one.lot < best.lot ? one : best));
  return [...near, spare];
}

/** The first of each class of country, family and room stand far apart; those near a better one of their kind come after them. */
function spread(ranked: readonly Ranked[]): Ranked[] {
  const chosen: Ranked[] = [];
  for (let from = 0; from < ranked.length && chosen.length < CANDIDATE_LIMIT; ) {
    const end = ranked.findIndex(({ group }) => group > (ranked[from]?.group ?? 0));
    const group = ranked.slice(from, end === -1 ? ranked.length : end);
    const first: Ranked[] = [];
    const later: Ranked[] = [];
    for (const one of group) {
      if (chosen.length + first.length >= CANDIDATE_LIMIT) break;
      // An own operator's point does not stand in the way of the exchange's beside it, only of its like.
      const isCovered = first.some(({ point, tier }) => tier === one.tier && isNear(point, one.point));
      (isCovered ? later : first).push(one);
    }
    chosen.push(...first, ...later);
    from += group.length;
  }
  return chosen;
}

function isNear(a: KnownPoint, b: KnownPoint): boolean {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return false;
  const [from, to] = [
    { latitude: a.latitude, longitude: a.longitude },
    { latitude: b.latitude, longitude: b.longitude },
  ];
  return distanceKm(from, to) < APART_KM;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** MurmurHash3's last step, which spreads every bit over all. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
