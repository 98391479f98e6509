// What a running pulse is to fill: its planned window, or, once a bucket of tokens has run empty, the rate that lasts.

import { unevennessRatio } from '../estimate/unevenness.ts';
import type { Decline } from '../ramp/decline.ts';
import type { Full } from '../ramp/full.ts';
import { lastMs, rateMbps, type Series, type Slice, sliceBetween } from '../sample/series.ts';
import { bytesInMs } from './caps.ts';

export type Aim = {
  full: Full;
  saturatedMs: number;
  /** True while it must not end: arrivals have just stopped. */
  isSilent: boolean;
  /** With so many payload bytes the pulse has had its share of the link's time. */
  linkBytes: number;
  /** True when held back bytes are not waited for either. */
  isTimed?: boolean;
};

/** After the fall TCP repairs what the policer dropped and finds the rate anew; on the lab's policers that takes up to half a second. */
const SETTLE_MS = 500;
const SETTLE_RTTS = 4;
/** Silence for longer may be a road that is gone: it is waited out, until arrivals go on or the pulse has stalled. */
const SILENT_MS = 400;
/** What lasts is then counted for so long: a policer that drops makes any sender swing about its rate. */
const LASTING_MS = 1500;
const LASTING_RTTS = 6;
/** Less of it than this, where a pulse had to end early, says nothing. */
const LASTING_LEAST_MS = 600;

/** From the fall until the rate counts, ms. */
export function settleMs(rttMs: number): number {
  return Math.max(SETTLE_MS, SETTLE_RTTS * rttMs);
}

/** What a pulse whose rate fell goes on for after the fall, ms. */
export function lastingMs(rttMs: number): number {
  return settleMs(rttMs) + Math.max(LASTING_MS, LASTING_RTTS * rttMs);
}

/** A bucket of tokens gives just its rate; TCP swings about that by less than this in slices of this length, a link that moves by more. */
const LASTING_EVEN_RATIO = 0.12;
const LASTING_SLICE_MS = 300;

/** The rate that lasts after a fall, by what had arrived until `untilMs`; absent while it is too short or too uneven to be one. */
export function lastingWindow(series: Series, decline: Decline, rttMs: number, untilMs: number): Slice | undefined {
  const window = sliceBetween(series, decline.fellAtMs + settleMs(rttMs), untilMs);
  if (window === undefined || window.toMs - window.fromMs < LASTING_LEAST_MS) return undefined;
  const uneven = unevennessRatio([{ series, window }], rateMbps(window), LASTING_SLICE_MS) ?? 0;
  return uneven <= LASTING_EVEN_RATIO ? window : undefined;
}

/** False when the rate after a fall has moved too much to be one that lasts. */
function mayLast(series: Series, decline: Decline, rttMs: number): boolean {
  const untilMs = lastMs(series) ?? 0;
  if (untilMs < decline.fellAtMs + settleMs(rttMs) + LASTING_LEAST_MS) return true;
  return lastingWindow(series, decline, rttMs, untilMs) !== undefined;
}

/** The aim by what is known now; absent while the pipe has not shown to be full. A fall shows it, too. */
export function aimOf(
  plan: { saturatedMs: number; evenMs: number; linkMs: number; isTimed?: boolean },
  seen: { series: Series; full: Full | undefined; decline: Decline | undefined; rttMs: number },
): Aim | undefined {
  const { series, full, decline, rttMs } = seen;
  const isFlood = plan.linkMs === Number.POSITIVE_INFINITY;
  if (decline !== undefined && !isFlood && mayLast(series, decline, rttMs))
    return {
      full: { fullAtMs: decline.fellAtMs, rateMbps: decline.slowMbps },
      saturatedMs: lastingMs(rttMs),
      isSilent: decline.silentMs > SILENT_MS,
      linkBytes: Number.POSITIVE_INFINITY,
    };
  if (full === undefined) return undefined;
  if (plan.isTimed === true) {
    const { saturatedMs } = plan;
    return { full, saturatedMs, isSilent: false, linkBytes: Number.POSITIVE_INFINITY, isTimed: true };
  }
  const atMs = lastMs(series) ?? 0;
  const doubtMs = Math.max(DOUBT_MS, DOUBT_RTTS * rttMs);
  if (plan.evenMs > plan.saturatedMs && !isFlood && isFalling(series, full.fullAtMs, rttMs, atMs, doubtMs))
    return {
      full,
      saturatedMs: plan.evenMs + doubtMs,
      isSilent: false,
      linkBytes: bytesInMs(full.rateMbps, plan.linkMs + doubtMs),
    };
  const saturatedMs = isEven(series, full.fullAtMs, rttMs) ? plan.evenMs : plan.saturatedMs;
  return { full, saturatedMs, isSilent: false, linkBytes: bytesInMs(full.rateMbps, plan.linkMs) };
}

/** Slices of 100 ms stray by less than this on a line of constant rate. */
const STEADY_RATIO = 0.05;

/** The latest moment is so long. */
const LATEST_MS = 60;
/** A fall needs 150 ms or two round trips to be told from a repair (see ramp/decline.ts), and a little more where it began in the middle of a slice. */
const DOUBT_MS = 250;
const DOUBT_RTTS = 3;
/** What came last is slower by this much than all before it. */
const FALLING_RATIO = 0.85;

/** True when what was even until a moment ago has become slower in it: whether that is the end of a burst or a repair, the next moment tells. */
function isFalling(series: Series, fullAtMs: number, rttMs: number, atMs: number, doubtMs: number): boolean {
  const before = sliceBetween(series, fullAtMs, atMs - doubtMs);
  const latest = sliceBetween(series, atMs - LATEST_MS, atMs);
  if (before === undefined || latest === undefined || before.toMs - before.fromMs < doubtMs) return false;
  return isEven(series, fullAtMs, rttMs, before.toMs) && rateMbps(latest) < FALLING_RATIO * rateMbps(before);
}

function isEven(series: Series, fullAtMs: number, rttMs: number, untilMs = Number.POSITIVE_INFINITY): boolean {
  const window = sliceBetween(series, fullAtMs, untilMs);
  if (window === undefined) return true;
  return (unevennessRatio([{ series, window, rttMs }], rateMbps(window)) ?? 0) <= STEADY_RATIO;
}
