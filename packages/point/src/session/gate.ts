// The gate that every measurement passes, native or other: draining, capacity, pace and places of one address.
import type { PointConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { holderOf } from './address.ts';
import { Refusal } from './refusal.ts';

const MINUTE_MS = 60_000;
/** After a refusal for capacity a client may come back this soon: about a measurement's length. */
const BUSY_RETRY_MS = 10_000;
/** While others are told `busy`, silence may last so long: longer than a line's usual outage, and a third of what is granted else. */
const WANTED_IDLE_MS = 5_000;

export type Gate = {
  /** Lets one measurement in; call the result once when it is over. Throws Refusal. */
  enter(address: string): () => void;
  /** From now on every newcomer is refused with `draining`. */
  drain(): void;
  readonly draining: boolean;
  /** Resolves when no measurement runs in this process. */
  empty(): Promise<void>;
  /** Measurements that run now, in all processes of the point. */
  readonly running: number;
  /** Silence after which a place is given back, ms: shorter as long as somebody was told `busy` not long ago. */
  readonly idleMs: number;
};

/** What runs in the other processes of a point, as far as this one has heard, and how they hear of this one. */
export type GateElsewhere = { running: number; tell(running: number): void };

/** A gate with the limits of the configuration. `nowMs` is any monotonic clock. */
export function openGate(
  limits: Pick<PointConfig, 'maxSessions' | 'sessionsPerMinute' | 'idleMs'>,
  metrics: Metrics,
  nowMs: () => number,
  elsewhere?: GateElsewhere,
): Gate {
  const entries = new Map<string, number[]>();
  let running = 0;
  let draining = false;
  let busyMs = Number.NEGATIVE_INFINITY;
  const onEmpty: (() => void)[] = [];
  /** Places that each address holds now. */
  const held = new Map<string, number>();
  const hold = (holder: string, change: 1 | -1) => {
    const places = (held.get(holder) ?? 0) + change;
    if (places === 0) held.delete(holder);
    else held.set(holder, places);
  };
  const checkPace = (holder: string) => {
    if ((held.get(holder) ?? 0) >= limits.sessionsPerMinute)
      throw new Refusal(
        'rate-limited',
        `${limits.sessionsPerMinute} measurements at a time from one address`,
        BUSY_RETRY_MS,
      );
    const recent = (entries.get(holder) ?? []).filter((atMs) => nowMs() - atMs < MINUTE_MS);
    if (recent.length >= limits.sessionsPerMinute) {
      const waitMs = Math.ceil(MINUTE_MS - (nowMs() - (recent[0] ?? 0)));
      throw new Refusal('rate-limited', `${limits.sessionsPerMinute} measurements a minute from one address`, waitMs);
    }
    entries.delete(holder);
    entries.set(holder, [...recent, nowMs()]);
    for (const [oldest, times] of entries) {
      if (nowMs() - (times.at(-1) ?? 0) < MINUTE_MS) break;
      entries.delete(oldest);
    }
  };
  const all = () => running + (elsewhere?.running ?? 0);
  const count = (change: 1 | -1) => {
    running += change;
    metrics.sessions.set(running);
    elsewhere?.tell(running);
  };
  return {
    enter(address) {
      if (draining) throw new Refusal('draining', 'this point is being stopped; take another');
      if (all() >= limits.maxSessions) {
        busyMs = nowMs();
        throw new Refusal('busy', `all ${limits.maxSessions} places are taken; take another point`, BUSY_RETRY_MS);
      }
      const holder = holderOf(address);
      checkPace(holder);
      hold(holder, 1);
      count(1);
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        hold(holder, -1);
        count(-1);
        if (running === 0) for (const resolve of onEmpty.splice(0)) resolve();
      };
    },
    drain() {
      draining = true;
    },
    get draining() {
      return draining;
    },
    empty: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => onEmpty.push(resolve))),
    get running() {
      return all();
    },
    get idleMs() {
      return nowMs() - busyMs < BUSY_RETRY_MS ? Math.min(limits.idleMs, WANTED_IDLE_MS) : limits.idleMs;
    },
  };
}
