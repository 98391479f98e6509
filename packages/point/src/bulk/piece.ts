// How much a sender hands over at once: enough to keep the link busy, little enough that `stop` ends the traffic soon.
import { lookMsAmong } from '../session/pulse.ts';

/** One write holds about this much of time at the connection's own rate, unless the point looks at its connections more rarely ... */
const PIECE_MS = 12;
/** ... and the kernel takes up to two writes of unsent data, so that with one more in hand about 36 ms are waiting. */
const UNSENT_PIECES = 2;
/** Two full segments: with less, sending would be paced by this process instead of by TCP. */
export const LEAST_PIECE_BYTES = 1 << 11;
/** In a crowd no write is smaller: else a point that cannot keep up would make its writes ever smaller, and keep up still less. */
const LEAST_CROWD_PIECE_BYTES = 1 << 14;
/** The initial window of 10 segments (RFC 6928) leaves at once, so this much waits for nobody. */
export const FIRST_PIECE_BYTES = 1 << 14;
/** From here on larger writes make a point no faster on loopback (packages/point/bench/loopback.ts). */
export const MOST_PIECE_BYTES = 1 << 20;
/** Over TLS a connection keeps memory for its largest write, encrypted, for as long as it lives; larger ones are no faster, ... */
const MOST_SECURE_PIECE_BYTES = 1 << 18;
/** ... and the measurements of a crowd keep about this much together. */
const SECURE_CROWD_BYTES = 1 << 25;
/** After the first piece, until a rate is known. */
const UNKNOWN_PIECE_BYTES = 1 << 12;

/**
 * The next write for a connection at this rate while so many measurements run: a power of two. The rate is absent while none is known. A write costs
 * about the same whatever it holds, so that in a crowd, whose connections are looked at more rarely, it holds as much time as lies between two looks.
 */
export function pieceBytes(bytesPerMs: number | undefined, running: number, isSecure: boolean): number {
  if (bytesPerMs === undefined) return UNKNOWN_PIECE_BYTES;
  const lookMs = lookMsAmong(running);
  const [pieceMs, leastBytes] = lookMs > PIECE_MS ? [lookMs, LEAST_CROWD_PIECE_BYTES] : [PIECE_MS, LEAST_PIECE_BYTES];
  const mostBytes = isSecure
    ? Math.min(MOST_SECURE_PIECE_BYTES, powerBelow(SECURE_CROWD_BYTES / running))
    : MOST_PIECE_BYTES;
  return Math.max(leastBytes, Math.min(mostBytes, powerBelow(bytesPerMs * pieceMs)));
}

/** The largest power of two that is no larger, at least 1. */
function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, value)));
}

/** How much unsent data the kernel may hold for a connection that writes pieces of this size. */
export function unsentBytes(piece: number): number {
  return piece * UNSENT_PIECES;
}

export type RateMeter = {
  /** So many bytes were taken by the kernel so far. */
  note(atMs: number, totalBytes: number): void;
  /** Rate of the last 50 to 100 ms; absent before the first 20 ms. */
  bytesPerMs(): number | undefined;
};

const STRETCH_MS = 50;
const FIRST_STRETCH_MS = 20;

/** Measures the rate of a connection that begins at `startMs`. */
export function createRateMeter(startMs: number): RateMeter {
  let [fromMs, fromBytes] = [startMs, 0];
  let [middleMs, middleBytes] = [startMs, 0];
  let rate: number | undefined;
  return {
    note(atMs, totalBytes) {
      if (atMs - fromMs >= FIRST_STRETCH_MS) rate = (totalBytes - fromBytes) / (atMs - fromMs);
      if (atMs - middleMs < STRETCH_MS) return;
      [fromMs, fromBytes] = [middleMs, middleBytes];
      [middleMs, middleBytes] = [atMs, totalBytes];
    },
    bytesPerMs: () => rate,
  };
}
