// Runs a measuring policy against the fluid model: it sees what a client would see and asks for sending, step by step.
import type { ArrivalSeries } from '../transfer.ts';
import type { FluidLink } from './fluid-link.ts';
import { baseRttMs } from './fluid-link.ts';
import type { Wish } from './fluid-sender.ts';
import { FluidSender, silence } from './fluid-sender.ts';

/** What the client knows at one instant. Bytes are payload since the run began. */
export interface Seen {
  readonly nowMs: number;
  readonly stepMs: number;
  /** Arrived here. */
  readonly downBytes: number;
  /** Counted by the point, as told to the client half a round trip later. */
  readonly upBytes: number;
  /** Round trip of an echo on a connection of its own that returns now, queues of both directions included. */
  readonly rttMs: number;
}

/** What the policy wants from now on. A wish for download reaches the point half a round trip later. */
export type Ask = { readonly down: Wish; readonly up: Wish } | 'finish';

/** Rates in 10^6 bit/s; a direction that was not measured is absent. */
export interface PolicyResult {
  readonly downMbps?: number | undefined;
  readonly upMbps?: number | undefined;
  readonly downIntervalMbps?: readonly [number, number] | undefined;
  readonly upIntervalMbps?: readonly [number, number] | undefined;
}

/**
 * A way to measure: the engine's planner or a reference rule. One object measures once. `step` is called each step with what
 * is known; `result` once, after `finish` or when the time is over.
 */
export interface MeasuringPolicy {
  step(seen: Seen): Ask;
  result(): PolicyResult;
}

export interface FluidRun {
  readonly result: PolicyResult;
  /** Until the policy finished. */
  readonly wallMs: number;
  /** Payload moved in all, drain included: the data it cost. */
  readonly downBytes: number;
  readonly upBytes: number;
  /** [ms since the run began, payload so far] at the receiver of each direction, drain included. */
  readonly down: ArrivalSeries;
  readonly up: ArrivalSeries;
}

/**
 * One measurement that begins at `startMs` of the link's time. Deterministic. The policy is ended at `maxMs` (default 120,000).
 * Steps are a quarter of the base round trip, within 1 to 5 ms.
 */
export function runPolicy(
  link: FluidLink,
  policy: MeasuringPolicy,
  { startMs, maxMs = 120_000 }: { startMs: number; maxMs?: number },
): FluidRun {
  const stepMs = Math.min(5, Math.max(1, Math.floor(baseRttMs(link) / 4)));
  const steps = (ms: number | undefined) => Math.round((ms ?? 0) / stepMs);
  const [downLag, upLag] = [steps(link.down.delayMs), steps(link.up.delayMs)];
  const down = new FluidSender(link, 'down', stepMs);
  const up = new FluidSender(link, 'up', stepMs);
  const wishes: Wish[] = [];
  const series = { down: new Arrivals(stepMs), up: new Arrivals(stepMs) };
  let wallMs = maxMs;
  let ask: Ask = { down: silence, up: silence };
  for (let k = 0; ; k += 1) {
    const nowMs = k * stepMs;
    const linkMs = startMs + nowMs;
    if (ask !== 'finish') {
      const upBytes = up.leftBytes(k - 1 - upLag - downLag);
      const rttMs = baseRttMs(link) + down.waitMs(linkMs) + up.waitMs(linkMs);
      ask =
        nowMs >= maxMs
          ? 'finish'
          : policy.step({ nowMs, stepMs, downBytes: down.leftBytes(k - 1 - downLag), upBytes, rttMs });
      if (ask === 'finish') wallMs = nowMs;
    }
    wishes.push(ask === 'finish' ? silence : ask.down);
    down.step(nowMs, linkMs, wishes[k - upLag] ?? silence);
    up.step(nowMs, linkMs, ask === 'finish' ? silence : ask.up);
    series.down.add(k, down.leftBytes(k - downLag));
    series.up.add(k, up.leftBytes(k - upLag));
    const isOver = nowMs > wallMs + baseRttMs(link) && down.isDrained && up.isDrained;
    if (ask === 'finish' && (isOver || nowMs > wallMs + 30_000)) break;
  }
  const result = policy.result();
  return {
    result,
    wallMs,
    downBytes: series.down.bytes,
    upBytes: series.up.bytes,
    down: series.down.points,
    up: series.up.points,
  };
}

/** Collects a series, leaving out the steps in which nothing came. */
class Arrivals {
  readonly points: (readonly [number, number])[] = [[0, 0]];
  readonly #stepMs: number;
  bytes = 0;

  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  add(step: number, bytes: number): void {
    if (bytes <= this.bytes) return;
    const atMs = step * this.#stepMs;
    const last = this.points.at(-1);
    if (last && last[0] < atMs) this.points.push([atMs, this.bytes]);
    this.points.push([atMs + this.#stepMs, bytes]);
    this.bytes = bytes;
  }
}
