// How an upload pulse hands over its bytes: piece by piece as the point counts them, or one whole body a connection.
import { heldBackBytes } from '../estimate/held-back.ts';
import type { Aim } from '../plan/aim.ts';
import { bytesInMs } from '../plan/caps.ts';
import { isWindowFilled } from '../plan/end.ts';
import { feedbackMs, feedState, knownUntilMs, wholeBytes } from '../plan/feed.ts';
import type { PulsePlan } from '../plan/pulses.ts';
import type { Bulk, WholeUpload } from '../platform/platform.ts';
import { rateMbps, type Sampler, type Series, sliceBetween } from '../sample/series.ts';
import { createFeeder } from './feeder.ts';
import type { PulseEnd, PulseTools } from './pulse.ts';
import type { PulseWatch } from './watch.ts';

export type Sending = {
  /** One connection's transfer. */
  send(url: string, signal: AbortSignal): Promise<void>;
  /** Bytes handed over so far: they will reach the point whatever is decided later. */
  committedBytes(): number;
  /** True when each connection has one body, whose size ends the pulse: none may join. */
  readonly isWhole: boolean;
  /** Goes on by what has been counted and seen until now. */
  update(): void;
  /** Why there is nothing more to send; absent while there is. */
  end(aim: Aim | undefined, nowMs: number): PulseEnd | undefined;
  /** Hands over nothing more. */
  close(): void;
};

/** A rate too fast for pieces is known well enough for later pulses after so much of it. */
const ROUGH_MS = 200;

/** By the rate known before the pulse, and by what this platform can do. */
export function chooseSending(tools: PulseTools, plan: PulsePlan, sampler: Sampler, watch: PulseWatch): Sending {
  const whole = wholeFor(tools.bulk.whole, plan);
  return whole === undefined ? sendPieces(tools, plan, sampler, watch) : sendWhole(whole, plan, tools.minRttMs);
}

/**
 * True when the pulse shows a rate at which pieces show the device rather than the network; a flood has no later pulse to do better. Where
 * the pipe never showed to be full (`fullMbps` absent), which such a sender may never fill, the mean of what arrived says so.
 */
export function isRough(
  { whole }: Pick<Bulk, 'whole'>,
  plan: Pick<PulsePlan, 'linkMs' | 'rateMbps'>,
  fullMbps: number | undefined,
  arrived: Series,
): boolean {
  if (whole === undefined || plan.linkMs === Number.POSITIVE_INFINITY) return false;
  const all = sliceBetween(arrived, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const seenMbps = fullMbps ?? (all && rateMbps(all)) ?? 0;
  return wholeFor(whole, plan) === undefined && seenMbps > whole.aboveMbps;
}

/** How whole bodies are sent where this pulse should consist of them; absent where it should not. */
function wholeFor(
  whole: WholeUpload | undefined,
  { rateMbps = 0 }: Pick<PulsePlan, 'rateMbps'>,
): WholeUpload | undefined {
  return whole !== undefined && rateMbps > whole.aboveMbps ? whole : undefined;
}

/** Pieces, so many at a time that little is left when the pulse ends. */
function sendPieces(tools: PulseTools, plan: PulsePlan, sampler: Sampler, watch: PulseWatch): Sending {
  const { bulk, minRttMs: rttMs } = tools;
  const { nowMs: clockMs } = tools.context.platform;
  const { series } = sampler;
  const startMs = clockMs();
  const knowledge = () =>
    feedState({
      series,
      full: watch.aim()?.full,
      queued: watch.queued(),
      knownMbps: plan.rateMbps,
      otherMbps: plan.otherMbps,
      mayGrow: plan.isTimed === true,
      startMs,
      nowMs: clockMs(),
      rttMs,
      connections: plan.connections,
      maxBytes: plan.maxBytes,
    });
  const feeder = createFeeder(knowledge());
  /** What is on its way fills the rest of the window, and nothing to speak of is held back, or that took too long. */
  const isOver = ({ full, saturatedMs }: Aim, nowMs: number) => {
    if (isRough(bulk, plan, full.rateMbps, series)) return nowMs >= full.fullAtMs + ROUGH_MS;
    const knownMs = knownUntilMs(series, nowMs, rttMs);
    const onItsWay = feeder.committedBytes - sampler.totalBytes - heldBackBytes(series, full, knownMs);
    const drainMs = knownMs - nowMs + Math.max(0, onItsWay) / bytesInMs(full.rateMbps, 1);
    return isWindowFilled({ series, full, nowMs, knownMs, saturatedMs, drainMs, loopMs: feedbackMs(rttMs) });
  };
  return {
    send: (url, signal) => bulk.upload(url, feeder.pull, signal),
    committedBytes: () => feeder.committedBytes,
    isWhole: false,
    update: () => feeder.update(knowledge()),
    end(aim, nowMs) {
      if (aim !== undefined && !aim.isSilent && isOver(aim, nowMs)) return 'planned';
      if (aim !== undefined && feeder.committedBytes >= aim.linkBytes) return 'planned';
      return feeder.committedBytes >= plan.maxBytes ? 'capped' : undefined;
    },
    close: feeder.close,
  };
}

/** One body a connection, all handed over at once. */
function sendWhole(whole: WholeUpload, plan: PulsePlan, rttMs: number): Sending {
  const { rateMbps: knownMbps = 0, saturatedMs, connections, maxBytes } = plan;
  const bodyBytes = Math.floor(Math.min(maxBytes, wholeBytes(knownMbps, saturatedMs, rttMs)) / connections);
  return {
    send: (url, signal) => whole.upload(url, bodyBytes, signal),
    committedBytes: () => bodyBytes * connections,
    isWhole: true,
    update: () => undefined,
    end: () => undefined,
    close: () => undefined,
  };
}
