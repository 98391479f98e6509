// How often one address may ask: a bucket of tokens each, refilled evenly; forgotten when full again.
import { holderOf, MINUTE_MS } from '@i-speed/spec';
import { ProblemError } from '../problem.ts';

export interface RateLimit {
  /** Takes `cost` tokens of the address, or throws ProblemError `rate-limited` with the seconds to wait. */
  take(address: string, cost?: number): void;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Addresses remembered before full buckets are swept out. */
const SWEEP_AT = 10_000;

/**
 * Allows `perMinute` tokens a minute, all at once or spread; 0 allows any number. One cost above the allowance is taken when the bucket is full.
 * Each hub counts by itself: behind a balancer the allowance is that of one hub.
 */
export function rateLimit(perMinute: number, clock: () => number = Date.now): RateLimit {
  if (perMinute === 0) return { take: () => {} };
  const buckets = new Map<string, Bucket>();
  const refill = (bucket: Bucket | undefined): number =>
    bucket === undefined
      ? perMinute
      : Math.min(perMinute, bucket.tokens + ((clock() - bucket.atMs) * perMinute) / MINUTE_MS);
  const sweep = () => {
    for (const [key, bucket] of buckets) if (refill(bucket) >= perMinute) buckets.delete(key);
  };
  return {
    take(address, cost = 1) {
      const key = holderOf(address);
      const tokens = refill(buckets.get(key));
      const needed = Math.min(cost, perMinute);
      if (tokens < needed) {
        const retryAfterS = Math.ceil(((needed - tokens) * MINUTE_MS) / perMinute / 1000);
        throw new ProblemError('rate-limited', `${perMinute} a minute are allowed; try again in ${retryAfterS} s`, {
          retryAfterS,
        });
      }
      if (buckets.size >= SWEEP_AT) sweep();
      buckets.set(key, { tokens: tokens - needed, atMs: clock() });
    },
  };
}
