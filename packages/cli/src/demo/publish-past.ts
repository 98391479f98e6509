// Closes the months that the simulated country has behind it, each on the day on which a hub would have done so.

import type { Hub } from '@i-speed/hub';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@i-speed/spec';
import { addMonths, monthOf, monthWindow } from '@i-speed/statistics';
import type { SimulatedClock } from './load.ts';

/** The hour of the hub's own job. */
const AT_MS = 3 * HOUR_MS + 10 * MINUTE_MS;

export type Past = {
  nowMs: number;
  timeZone: string;
  /** Day of the month from which the one before is published; 0 never. */
  publishDay: number;
  /** So many months before this one. */
  months: number;
};

/** Publishes those of the months that have measurements and whose day has come, and leaves the clock at `nowMs`. */
export async function publishPast(
  hub: Pick<Hub, 'publishDue'>,
  clock: SimulatedClock,
  { nowMs, timeZone, publishDay, months }: Past,
): Promise<void> {
  if (publishDay === 0) return;
  const thisMonth = monthOf(nowMs, timeZone);
  for (let ago = months - 1; ago >= 0; ago -= 1) {
    const { fromMs } = monthWindow(addMonths(thisMonth, -ago), timeZone);
    clock.nowMs = fromMs + (publishDay - 1) * DAY_MS + AT_MS;
    if (clock.nowMs <= nowMs) await hub.publishDue();
  }
  clock.nowMs = nowMs;
}
