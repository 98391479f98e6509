// Picks the echoes that met the load of a pulse.
import type { Counted } from '../estimate/pulse.ts';
import { type TimedRoundTrip, withoutHeldUp } from './held-up.ts';

/** What of a pulse says when its load stood on the link. */
export type Load = {
  window: Pick<Counted['window'], 'fromMs' | 'toMs'>;
  record: Pick<Counted['record'], 'direction' | 'stoppedMs' | 'minRttMs'>;
};

/**
 * Round trips, ms, of the echoes that left while the pipe was full and waited for no other. `sent` are those from the pulse's
 * begin on, in the order in which they were sent; earlier and later ones are needed, as they tell which were held up. A load ends
 * later than its client stops: an echo behind which load still came to the receiver was in it.
 */
export function underLoadMs({ window, record }: Load, sent: readonly TimedRoundTrip[]): number[] {
  const { direction, stoppedMs, minRttMs } = record;
  const wayBackMs = direction === 'upload' ? minRttMs / 2 : 0;
  return withoutHeldUp(sent)
    .filter(({ sentMs, rttMs }) => sentMs <= stoppedMs || sentMs + rttMs - wayBackMs <= window.toMs)
    .filter(({ sentMs }) => sentMs >= window.fromMs && sentMs <= window.toMs)
    .map(({ rttMs }) => rttMs);
}
