// Decides how many upload bytes may be handed to the sending side now, so that ending a pulse leaves little behind.
import { bytesInMs } from './caps.ts';

export type FeedState = {
  /** Bytes handed over so far: they will reach the point whatever is decided later. */
  committedBytes: number;
  /** Bytes the point has counted, as far as known. */
  receivedBytes: number;
  /** Bytes the point counts, or is expected to count, in one feedback interval (see `feedbackMs`). */
  recentBytes: number;
  /** Total to hand over, for platforms that send whole bodies; absent bounds what is on its way instead. */
  goalBytes?: number | undefined;
  /** The pulse may never exceed this. */
  maxBytes: number;
};

/**
 * A first 48 KiB in all: about TCP's first windows of four connections, and 0.8 s of a 0.5 Mbit/s link, which is within its
 * budget.
 */
const FIRST_BYTES = 48 * 1024;
/**
 * Up to three times what arrives in a feedback interval may be on its way: slow start doubles a round trip, so this holds TCP
 * back no longer than the feedback takes, and what is on its way at the end drains in three intervals.
 */
const LEAD = 3;
/** The point's counts come every 50 ms; with a timer's lateness. */
const COUNTS_MS = 60;

/** Time from a byte's arrival at the point until the client can know and answer it, ms. */
export function feedbackMs(rttMs: number): number {
  return rttMs + COUNTS_MS;
}

/** Bytes that may be handed over now; 0 means wait (or, at the goal, that nothing more is to come). */
export function mayCommit(state: FeedState): number {
  const { committedBytes, receivedBytes, recentBytes, goalBytes, maxBytes } = state;
  const bound = maxBytes - committedBytes;
  if (goalBytes !== undefined) return Math.floor(Math.max(0, Math.min(goalBytes - committedBytes, bound)));
  const allowed = Math.max(FIRST_BYTES, LEAD * recentBytes) - (committedBytes - receivedBytes);
  return Math.floor(Math.max(0, Math.min(allowed, bound)));
}

export type EndInput = {
  nowMs: number;
  fullAtMs: number;
  saturatedMs: number;
  /** Handed over but not yet counted. */
  onItsWayBytes: number;
  rateMbps: number;
};

/** True when what is on its way fills the pipe for the rest of the planned window. */
export function isEnough(input: EndInput): boolean {
  const drainMs = input.onItsWayBytes / bytesInMs(input.rateMbps, 1);
  return input.nowMs + drainMs >= input.fullAtMs + input.saturatedMs;
}
