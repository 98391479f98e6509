// Plans the next pulse: which direction, how long, over how many connections, under which bound of bytes.
import type { Direction } from '@i-speed/spec';
import { lastingMs } from './aim.ts';
import { budgetBytes, bytesInMs, type Caps, STEADY_MS } from './caps.ts';

/** `pulses` spreads short bursts over both directions in turn; `flood` gives each direction one long burst. */
export type Shape = 'pulses' | 'flood';

export type DirectionState = {
  /** Nothing more is to be measured: the stop rule said so or the direction failed. */
  ended: boolean;
  pulses: number;
  /** All payload moved so far, ramps and drains included. */
  usedBytes: number;
  /** Connections with which the last pulse ended; absent before the first. */
  connections?: number | undefined;
  /** Best knowledge of the rate; absent before the first pulse. */
  rateMbps?: number | undefined;
  /** True once the rate was seen to move too much for the steady budget (see the stop rule). */
  variable: boolean;
  /** True while it moves and is to be seen for as long as there is time. */
  isFollowed?: boolean | undefined;
  /** True when its last pulse was only good for finding the rate (see `PulseRecord`). */
  isRough?: boolean | undefined;
  /** When the first pulse that showed something of the link, and not only its rate, began; absent before it. */
  seenMs?: number | undefined;
};

export type PlanInput = {
  shape: Shape;
  caps: Caps;
  rttMs: number;
  /** On the clock of `seenMs`. */
  nowMs: number;
  mostConnections: number;
  directions: Readonly<Record<Direction, DirectionState>>;
};

export type PulsePlan = {
  direction: Direction;
  /** So long nothing is sent before it begins. */
  waitMs: number;
  connections: number;
  /** Time for which the pipe should be full, drain included. */
  saturatedMs: number;
  /** The same for a rate that stays even in that time. */
  evenMs: number;
  /** Once the rate shows, the pulse may use this much time of it, ramp and drain included, even to wait for held back bytes. */
  linkMs: number;
  /** True when it ends by its time alone, unless its rate falls: neither with its bytes nor for what TCP holds back. */
  isTimed?: boolean;
  /** The pulse must stay under this many payload bytes, drain included. */
  maxBytes: number;
  /** The rate known beforehand; absent lets the pulse find it by ramping up. */
  rateMbps?: number | undefined;
  /** That of the other direction; absent while it is not known. */
  otherMbps?: number | undefined;
  /** A warm connection that comes near this rate is full at once; absent where the rate may have become another since. */
  nearMbps?: number | undefined;
  /** After this time the pulse ends, unless its rate has just fallen (see plan/aim.ts). */
  timeoutMs: number;
  /** After this time it ends whatever it saw. */
  mostMs: number;
};

/** The first pulse's window: long against one round trip and against the 350 ms floor, short against the steady budget. */
const FIRST_MS = 500;
/** Where the rate stays even in it, it goes on for so long: what a bucket of tokens lets through at first shows only in one long pulse. */
const FIRST_EVEN_MS = 1350;
/** Below half a second single pulses were biased by up to 18 % after a loss in simulation; 350 ms is the floor for small caps. */
const SHORTEST_MS = 350;
/** Over long paths it is two round trips at the least. */
const SHORTEST_RTTS = 2;
const LONGEST_MS = 1300;
const VARIABLE_MS = 600;
/** A direction that has not been seen to move is looked at again so long after it was first seen: what moves slowly looks steady for a second. */
const APART_MS = 4_000;
/** Windows should outlast this many round trips, as TCP's own corrections swing over a few of them. */
const WINDOW_RTTS = 4;
/** The first pulse of an even line leaves the second, which is to find the same, what a shortest look needs of the steady budget, and may itself drain for so long. */
const SPARE_MS = 50;
/** Where that look is long over many round trips it still uses so much. */
const FIRST_LINK_MS = 1050;
/** What a ramp may cost besides two round trips. */
const RAMP_SPARE_MS = 300;
/** A flood keeps the pipe full for this long. */
const FLOOD_MS = 8000;
/** A cold ramp takes 10-12 round trips at the most up to 1 Gbit/s, and radios take up to a second to wake. */
const RAMP_BASE_MS = 1500;
const RAMP_RTTS = 12;

/**
 * The next pulse, for the direction whose turn comes first, then for that with fewer pulses, download before upload; absent when both
 * directions have ended.
 */
export function planPulse(input: PlanInput): PulsePlan | undefined {
  const next = nextDirection(input);
  if (next === undefined) return undefined;
  const { direction, waitMs } = next;
  const state = input.directions[direction];
  const capBytes = input.caps[direction];
  const saturatedMs = input.shape === 'flood' ? FLOOD_MS : windowMs(state, capBytes, input.rttMs);
  const timeoutMs = saturatedMs + RAMP_BASE_MS + RAMP_RTTS * input.rttMs;
  return {
    direction,
    waitMs,
    connections: Math.min(input.mostConnections, state.connections ?? firstConnections(input.rttMs)),
    saturatedMs,
    evenMs: state.pulses === 0 ? Math.max(saturatedMs, FIRST_EVEN_MS) : saturatedMs,
    linkMs: linkMs(input, state, saturatedMs),
    isTimed: state.isFollowed === true,
    maxBytes: boundBytes(state, capBytes, input.shape),
    rateMbps: state.rateMbps,
    otherMbps: input.directions[direction === 'download' ? 'upload' : 'download'].rateMbps,
    nearMbps: state.isFollowed === true ? undefined : state.rateMbps,
    timeoutMs,
    mostMs: timeoutMs + lastingMs(input.rttMs),
  };
}

/** Bytes that a shortest pulse at this rate would use, ramp and drain included: what must be left for one more to make sense. */
export function shortestPulseBytes(rateMbps: number, rttMs: number): number {
  return bytesInMs(rateMbps, SHORTEST_MS + rttMs);
}

/** The window of each pulse of a direction that moves, ms. */
export function movingWindowMs(rttMs: number): number {
  return Math.max(VARIABLE_MS, WINDOW_RTTS * rttMs);
}

/** Time that one more pulse would take at most in the ordinary case, ms. */
export function pulseTimeMs(rttMs: number): number {
  return VARIABLE_MS + 4 * rttMs + 200;
}

function nextDirection({ shape, directions, nowMs }: PlanInput): { direction: Direction; waitMs: number } | undefined {
  const turns = (['download', 'upload'] as const)
    .filter((direction) => !directions[direction].ended)
    .map((direction) => ({ direction, waitMs: shape === 'flood' ? 0 : waitMs(directions[direction], nowMs) }));
  const [first, second] = turns;
  if (first === undefined || second === undefined) return first;
  if (first.waitMs !== second.waitMs) return first.waitMs < second.waitMs ? first : second;
  return directions.download.pulses <= directions.upload.pulses ? first : second;
}

/** How long to wait for a direction's next look; one that moves is looked at as often as there is time. */
function waitMs({ variable, seenMs }: DirectionState, nowMs: number): number {
  return variable || seenMs === undefined ? 0 : Math.max(0, seenMs + APART_MS - nowMs);
}

function windowMs(state: DirectionState, capBytes: number, rttMs: number): number {
  if (state.rateMbps === undefined || state.pulses === 0) return Math.max(FIRST_MS, WINDOW_RTTS * rttMs);
  if (state.variable) return movingWindowMs(rttMs);
  // A steady link's second pulse takes what the first has left of the budget, less the ramp of about a round trip; after a
  // rough one there are two to share it.
  const leftBytes = budgetBytes(capBytes, state.rateMbps, false) - state.usedBytes;
  const looks = state.isRough === true ? 2 : 1;
  const leftMs = leftBytes / looks / bytesInMs(state.rateMbps, 1) - rttMs;
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, SHORTEST_RTTS * rttMs, leftMs));
}

function linkMs({ shape, caps, rttMs }: PlanInput, state: DirectionState, saturatedMs: number): number {
  if (shape === 'flood') return Number.POSITIVE_INFINITY;
  if (state.pulses === 0) return Math.max(FIRST_LINK_MS, STEADY_MS - SPARE_MS - shortestMs(rttMs));
  if (state.variable || state.rateMbps === undefined) return saturatedMs + RAMP_SPARE_MS + 2 * rttMs;
  const left = budgetBytes(Math.max(caps.download, caps.upload), state.rateMbps, false) - state.usedBytes;
  return Math.max(shortestMs(rttMs), left / bytesInMs(state.rateMbps, 1));
}

/** What a look of the shortest window uses of the link's time, ramp included. */
function shortestMs(rttMs: number): number {
  return Math.max(SHORTEST_MS + rttMs, (1 + SHORTEST_RTTS) * rttMs);
}

/** Two halves of a smaller cap than this would both end while TCP still ramps up, but on slow links, where windows end first. */
const DIVIDED_CAP_BYTES = 2e6;

function boundBytes(state: DirectionState, capBytes: number, shape: Shape): number {
  const left = Math.max(0, capBytes - state.usedBytes);
  // The first of several pulses leaves half of the cap to the second, for one pulse alone has no interval.
  const isDivided = shape === 'pulses' && state.pulses === 0 && capBytes >= DIVIDED_CAP_BYTES;
  return isDivided ? Math.floor(left / 2) : left;
}

/** A pulse begins with one connection and takes more only when it needs them (see ramp/more.ts). */
const FIRST_CONNECTIONS = 1;
/**
 * Over a long path one connection is often held by its receive window, which takes several round trips to find out, and each
 * doubling of connections saves a round trip of ramp.
 */
const LONG_PATHS: readonly { fromMs: number; connections: number }[] = [
  { fromMs: 250, connections: 6 },
  { fromMs: 100, connections: 2 },
];

/** Connections with which the first pulse of a direction begins. */
export function firstConnections(rttMs: number): number {
  return LONG_PATHS.find((path) => rttMs >= path.fromMs)?.connections ?? FIRST_CONNECTIONS;
}
