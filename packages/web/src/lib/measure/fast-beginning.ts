// What a bucket of tokens lets through before the rate that lasts: a measurement that began faster than it reads says so.
import type { DirectionResult } from '@i-speed/spec';

/** Mean rate (10^6 bit/s) of the first bytes, and for how long it held. */
export type FastBeginning = { mbps: number; lastedMs: number };

/** So much faster than the rate is no moment of a link, as for the engine. */
const BURST_RATIO = 1.3;
/** Less than this is the arrival of a queue. */
const LEAST_MS = 150;

/** The beginning that was left out of the rate because the link then slowed down for good; absent where there was none. */
export function fastBeginningOf({
  rateMbps,
  series,
  pulses,
}: Pick<DirectionResult, 'rateMbps' | 'series' | 'pulses'>): FastBeginning | undefined {
  const [first] = series;
  const countedFromMs = pulses[0]?.startMs;
  if (first === undefined || countedFromMs === undefined) return undefined;
  let best: FastBeginning | undefined;
  for (const [atMs, sizeBytes] of series) {
    const lastedMs = atMs - first[0];
    if (lastedMs < LEAST_MS) continue;
    if (atMs > countedFromMs) break;
    const mbps = ((sizeBytes - first[1]) * 8) / lastedMs / 1000;
    // The longest that is within a twentieth of the fastest: what people notice is how long it lasted.
    if (best === undefined || mbps > best.mbps * 0.95) best = { mbps: Math.max(mbps, best?.mbps ?? 0), lastedMs };
  }
  return best !== undefined && best.mbps >= BURST_RATIO * rateMbps ? best : undefined;
}
