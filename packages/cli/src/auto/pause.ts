// Waits, however long: a timer of Node's that is set for more than 24.8 days goes off at once.
import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Resolves after so many milliseconds, or as soon as the signal aborts; at once for none. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs -= LONGEST_TIMER_MS)
    await sleep(Math.min(leftMs, LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined);
}
