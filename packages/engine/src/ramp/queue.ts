// Tells from echoes whether a queue stands at the bottleneck.
import type { Direction, IdleLatency } from '@i-speed/spec';
import { type TimedRoundTrip, withoutHeldUp } from '../latency/held-up.ts';

/** A queue of less than 10 ms is lost among wake-ups and Wi-Fi's own waits. */
const RISE_MS = 10;
/** A fifth of the idle round trip, for paths whose round trip itself wanders. */
const RISE_RATIO = 0.2;
/** Four times the mean difference of consecutive idle echoes is beyond their ordinary scatter. */
const RISE_JITTERS = 4;

/**
 * From this idle round trip on, a ramp takes so long that it often meets a chance loss before the pipe is full. On shorter paths what a
 * loss holds back is nearly always the overflow of the queue, and of a short queue often the only sign.
 */
const LONG_PATH_MS = 100;
/** An upload is paced by the rate that it was taken to fill: a chance loss that passes for a full pipe holds it down to the end, and the next with it. */
const LONG_UPLOAD_MS = 50;

/** How far an echo must rise above the idle median to show a queue, ms. */
export function queueRiseMs(idle: Pick<IdleLatency, 'medianMs' | 'jitterMs'>): number {
  return Math.max(RISE_MS, RISE_RATIO * idle.medianMs, RISE_JITTERS * (idle.jitterMs ?? 0));
}

/** One echo: when it left and how long it took, ms. */
export type TimedEcho = TimedRoundTrip;

/**
 * From when a queue stands, as the receiver of the load sees it; absent while two echoes, one sent after the other, have not both
 * come back above the idle median by the rise. On a long path, where a ramp lasts for a second, it is absent again once two have come back
 * below it, as a busy device reads some late; but what is known to stand since `knownFromMs` stays, for a queue also runs empty over repairs.
 * Echoes that TCP held back behind a lost one show none where `isRepair` (see `areRepairs`). `delayMs` is the time from sending an echo until what stood in the queue with it arrives: half the smallest round trip for an
 * upload, a whole one for a download.
 */
export function queuedFromMs(
  idleMs: number,
  riseMs: number,
  delayMs: number,
  echoes: readonly TimedEcho[],
  isRepair = areRepairs(idleMs, 'download'),
  knownFromMs?: number,
): number | undefined {
  const isLong = idleMs >= LONG_PATH_MS;
  const seen = isRepair ? withoutHeldUp(echoes) : echoes;
  let sinceMs: number | undefined;
  for (let index = 1; index < seen.length; index += 1) {
    const [first, second] = seen.slice(index - 1, index + 1).map(({ rttMs }) => rttMs - idleMs >= riseMs);
    const atMs = (seen[index - 1]?.sentMs ?? 0) + delayMs;
    if (first && second && atMs >= (knownFromMs ?? atMs)) sinceMs ??= atMs;
    if (isLong && !first && !second && knownFromMs === undefined) sinceMs = undefined;
  }
  return sinceMs;
}

/** Whether echoes that TCP held back are taken for its repairs of chance losses, and not for a queue's overflow. */
export function areRepairs(idleMs: number, direction: Direction): boolean {
  return idleMs >= (direction === 'upload' ? LONG_UPLOAD_MS : LONG_PATH_MS);
}
