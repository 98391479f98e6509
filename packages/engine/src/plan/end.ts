// Decides while a pulse runs whether its window is long enough.
import { heldBackBytes } from '../estimate/held-back.ts';
import type { Full } from '../ramp/full.ts';
import type { Series } from '../sample/series.ts';
import { bytesInMs } from './caps.ts';

export type EndInput = {
  series: Series;
  full: Full;
  nowMs: number;
  /** Instant up to which arrivals are known; absent means now. */
  knownMs?: number;
  saturatedMs: number;
  /** Time for which arrivals go on at the full rate once the pulse is ended now. */
  drainMs: number;
  /** A round trip under load, ms. */
  loopMs: number;
  /** True when what TCP holds back is not waited for. */
  isTimed?: boolean;
};

/** A lost packet is sent again within a round trip or two, a burst of them within a few more; after that the link itself paused. */
const PATIENCE_RTTS = 6;
/** Below 50 ms of the rate nothing can be told from timers, and a window of half a second loses little by it. */
const NOTABLE_MS = 50;
/** The rate known from the first flat rounds may be wrong by this much, which looks like bytes held back ever more. */
const RATE_DOUBT = 0.15;

/**
 * True when the drain will complete the planned window. While TCP holds bytes back behind a lost packet the pulse goes on for a
 * few round trips more: a window that ended now would miss what has already crossed the link.
 */
export function isWindowFilled(input: EndInput): boolean {
  const { full, nowMs, saturatedMs, drainMs, loopMs } = input;
  const spareMs = input.isTimed !== true && isHeldBack(input) ? PATIENCE_RTTS * loopMs : 0;
  return nowMs + drainMs >= full.fullAtMs + saturatedMs + spareMs;
}

function isHeldBack({ series, full, nowMs, knownMs = nowMs }: EndInput): boolean {
  const notableMs = Math.max(NOTABLE_MS, RATE_DOUBT * (knownMs - full.fullAtMs));
  return heldBackBytes(series, full, knownMs) > bytesInMs(full.rateMbps, notableMs);
}
