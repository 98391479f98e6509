// Decides how many upload bytes may be handed to the sending side now, so that ending a pulse leaves little behind.
import { heldBackBytes } from '../estimate/held-back.ts';
import type { Full } from '../ramp/full.ts';
import { bytesBy, indexFrom, lastMs, type Series, valueAt } from '../sample/series.ts';
import { bytesInMs } from './caps.ts';

export type FeedState = {
  /** Bytes handed over so far: they will reach the point whatever is decided later. */
  committedBytes: number;
  /** Bytes that have reached the point, as far as known: those it counted and those its kernel holds back. */
  receivedBytes: number;
  /** Bytes that may be on their way besides. */
  leadBytes: number;
  /** No connection takes more at once, or the first to ask would leave the others nothing. */
  pieceBytes: number;
  /** Nor less, but for the last that the bound allows. */
  leastBytes: number;
  /** The pulse may never exceed this. */
  maxBytes: number;
};

/**
 * A first 48 KiB in all: about TCP's first windows of four connections, and 0.8 s of a 0.5 Mbit/s link, which is within its
 * budget.
 */
const FIRST_BYTES = 48 * 1024;
/**
 * No more than the download's rate carries in so long: an upload is seldom much faster, and on a slow line 48 KiB are seconds of it, which
 * overflow the queue and leave the repairs of a whole pulse (0.25 Mbit/s behind 9 kB of queue).
 */
const FIRST_MS = 100;
/**
 * While the rate is unknown, three times what arrived in the last feedback interval may be on its way: slow start doubles a round trip,
 * so this holds TCP back no longer than the feedback takes.
 */
const RAMP_LEAD = 3;
/**
 * All that a small cap leaves is handed over at once when at the pace seen it takes no longer than this: waiting for counts between the
 * rounds of a ramp would be most of such a pulse, and TCP's own ramp goes faster. Over longer round trips than the counts' pace it does not:
 * there it would only overflow the queue (300 ms read 20 to 29 % low, and 0 to 16 without).
 */
const ALL_AT_ONCE_MS = 500;
/**
 * Once it is known: a round trip, for what is counted is known half a round trip later, a quarter more, so that a faster link has room
 * to show itself, and 80 ms for the counts' own pace and their timers' lateness. More would stand in the queue and overflow a buffer
 * of under 100 ms, whose repairs the send buffer of a far fast line has no room for.
 */
const FULL_LEAD_RTTS = 1.25;
const FULL_LEAD_MS = 80;
/**
 * And one piece of the smallest size (smaller ones cost more in framing and calls than they carry), or the next one would wait until the pipe
 * is empty. On slow lines it is whole packets of 80 ms of the rate, two at the least: 8 KiB are a third of a second of a quarter of a megabit
 * and overflow its queue. With the framing around it a piece just fills its packets; what is over would go out as a packet of its own.
 */
const LEAST_PIECE_BYTES = 8 * 1024;
const LEAST_PIECE_MS = 80;
const LEAST_PACKETS = 2;
const PACKET_BYTES = 1400;
/**
 * A warm connection would send the whole lead at once, which overflows a queue of 100 ms: until the pipe shows to be full, bytes are
 * handed over at the known rate and a quarter more, as BBR probes for a faster link, and so much ahead that a late timer costs none.
 */
const WARM_PACE = 1.25;
/** A link that moves may have become twice as fast meanwhile; paced by what it was, it would show no more than that. */
const MOVING_PACE = 2;
const WARM_HEAD_MS = 30;
/**
 * What arrived in a feedback interval is looked for in the latest two: behind one lost packet nothing arrives for a round trip, and a
 * feeder that took this for the pace of the moment would end the ramp.
 */
const RECENT_INTERVALS = 2;
/** What is held back behind a lost packet is believed for so many feedback intervals; a link that paused looks the same. */
const HELD_INTERVALS = 6;
/** Slow start sends one pipe's worth before the window is as large as the pipe, and at most another until that shows. */
const RAMP_PIPES = 2;
/** The point's counts come every 50 ms; with a timer's lateness. */
const COUNTS_MS = 60;

/** Time from a byte's arrival at the point until the client can know and answer it, ms. */
export function feedbackMs(rttMs: number): number {
  return rttMs + COUNTS_MS;
}

/** Instant up to which the point's counts are known at `nowMs`: that of the last one, or later when none has come since. */
export function knownUntilMs(series: Series, nowMs: number, rttMs: number): number {
  return Math.max(lastMs(series) ?? 0, nowMs - rttMs / 2 - COUNTS_MS);
}

/** Bytes that may be handed over now; 0 means wait. */
export function mayCommit({
  committedBytes,
  receivedBytes,
  leadBytes,
  maxBytes,
}: Pick<FeedState, 'committedBytes' | 'receivedBytes' | 'leadBytes' | 'maxBytes'>): number {
  return Math.floor(Math.max(0, Math.min(receivedBytes + leadBytes, maxBytes) - committedBytes));
}

/** What fills the pipe for so long when it is handed over at once: TCP's ramp carries up to two pipes' worth before it is full. */
export function wholeBytes(rateMbps: number, saturatedMs: number, rttMs: number): number {
  return Math.ceil(bytesInMs(rateMbps, saturatedMs + RAMP_PIPES * rttMs));
}

export type FeedInput = {
  series: Series;
  full: Full | undefined;
  /** True once echoes showed a standing queue. */
  queued: boolean;
  /** The rate known before the pulse. */
  knownMbps: number | undefined;
  /** That of the download; absent while it is not known. */
  otherMbps?: number | undefined;
  /** True where the link moves: then it is given more than it had, for it may be faster by now. */
  mayGrow?: boolean;
  /** When the pulse began. */
  startMs: number;
  nowMs: number;
  rttMs: number;
  /** Among so many connections the pulse shares what it may hand over. */
  connections: number;
  maxBytes: number;
};

/** What the feeder may go by, from what the point has counted. */
export function feedState(input: FeedInput): Omit<FeedState, 'committedBytes'> {
  const { series, full, nowMs, rttMs, maxBytes, mayGrow = false } = input;
  const loopMs = feedbackMs(rttMs);
  const latestMs = lastMs(series) ?? nowMs;
  const countedBytes = bytesBy(series, latestMs);
  const rateMbps = full?.rateMbps ?? input.knownMbps;
  const expected = rateMbps === undefined ? 0 : bytesInMs(rateMbps, loopMs);
  // A feeder that fell silent while TCP waits for a lost packet would let the pipe run empty.
  const heldBack =
    full === undefined
      ? 0
      : Math.min(heldBackBytes(series, full, knownUntilMs(series, nowMs, rttMs)), HELD_INTERVALS * expected);
  const recent = Math.max(expected, mostBytesIn(series, loopMs, latestMs - RECENT_INTERVALS * loopMs));
  // Once a queue stands, no more is needed than keeps it standing, even before the rate is known.
  const intervals = full === undefined && !input.queued ? RAMP_LEAD : (FULL_LEAD_RTTS * rttMs + FULL_LEAD_MS) / loopMs;
  const aheadBytes = intervals * (full === undefined || mayGrow ? recent : expected);
  const leastBytes = leastPieceBytes(rateMbps ?? input.otherMbps);
  const received = { receivedBytes: countedBytes + heldBack, leastBytes, maxBytes };
  const shared = (leadBytes: number) => ({
    ...received,
    leadBytes,
    pieceBytes: Math.max(leastBytes, leadBytes / input.connections),
  });
  if (rateMbps === undefined) {
    const leftBytes = maxBytes - countedBytes;
    const isHeldUp = rttMs <= COUNTS_MS && !input.queued && recent > 0;
    const isSoonOver = isHeldUp && leftBytes <= (recent / loopMs) * ALL_AT_ONCE_MS;
    return shared(isSoonOver ? leftBytes : Math.max(firstBytes(input.otherMbps), aheadBytes));
  }
  const warmBytes =
    full === undefined
      ? bytesInMs((mayGrow ? MOVING_PACE : WARM_PACE) * rateMbps, nowMs - input.startMs + WARM_HEAD_MS) - countedBytes
      : Number.POSITIVE_INFINITY;
  return shared(leastBytes + Math.max(0, Math.min(warmBytes, aheadBytes)));
}

function firstBytes(otherMbps = Number.POSITIVE_INFINITY): number {
  return Math.min(FIRST_BYTES, Math.max(leastPieceBytes(otherMbps), bytesInMs(otherMbps, FIRST_MS)));
}

function leastPieceBytes(rateMbps = Number.POSITIVE_INFINITY): number {
  const packets = Math.max(LEAST_PACKETS, Math.floor(bytesInMs(rateMbps, LEAST_PIECE_MS) / PACKET_BYTES));
  return Math.min(LEAST_PIECE_BYTES, packets * PACKET_BYTES);
}

/** The most that arrived in any stretch of this length which ended after `sinceMs`. */
function mostBytesIn(series: Series, lengthMs: number, sinceMs: number): number {
  let most = 0;
  for (let index = indexFrom(series, sinceMs); index < series.tMs.length; index += 1) {
    most = Math.max(most, valueAt(series.bytes, index) - bytesBy(series, valueAt(series.tMs, index) - lengthMs));
  }
  return most;
}
