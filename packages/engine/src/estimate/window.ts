// Picks the stretch of a pulse in which the pipe was full: the only bytes and time a rate is made from.
import { cutRounds } from '../sample/rounds.ts';
import { lastMs, rateMbps, type Series, type Slice, sliceBetween, sliceOf } from '../sample/series.ts';

export type WindowInput = {
  /** From here the pipe was full (see `detectFull`). */
  fullAtMs: number;
  /**
   * Until here it surely stayed full: what was sent before the pulse was told to end arrives until then. Later bytes are the
   * drain of queues; they count as long as they come at the pulse's own rate.
   */
  sureUntilMs: number;
};

/** The drain is looked at in steps of this length; shorter ones would judge single packets. */
const DRAIN_STEP_MS = 25;
/** A step of the drain under this share of the pulse's rate shows that the pipe is no longer full. */
const DRAIN_KEPT_RATIO = 0.75;

/** The counted window of a pulse; absent when fewer than two arrivals came while the pipe was full. */
export function countedWindow(series: Series, input: WindowInput): Slice | undefined {
  const endMs = lastMs(series);
  if (endMs === undefined) return undefined;
  const sure = sliceBetween(series, input.fullAtMs, Math.min(endMs, input.sureUntilMs));
  if (sure === undefined) return undefined;
  const first = series.tMs.indexOf(sure.fromMs);
  let last = series.tMs.lastIndexOf(sure.toMs);
  const kept = DRAIN_KEPT_RATIO * rateMbps(sure);
  for (const step of cutRounds(series, DRAIN_STEP_MS, last)) {
    if (rateMbps(step) < kept) break;
    last = step.last;
  }
  return sliceOf(series, first, last);
}
