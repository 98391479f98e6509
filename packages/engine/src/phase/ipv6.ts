// Phase 5: does this network reach the point over IPv6, how fast, and which family does the system prefer?
import type { Candidate, Family, Submission } from '@i-speed/spec';
import { openControl } from '../control/connection.ts';
import { settledWithin } from '../platform/sleep.ts';
import type { Context } from './context.ts';

export type Ipv6 = NonNullable<Submission['ipv6']>;

/** As long as a browser's own fallback takes at most (RFC 8305 allows 2 s a try); the check must not hold up the result. */
const OPEN_TIMEOUT_MS = 2_000;
const ECHOES = 5;
const SPACING_MS = 30;
const LAST_MS = 1_000;

/**
 * What is known of IPv6; absent when nothing is. `family` is the one the point saw on its dual-stack address, which is the one
 * the client's system preferred, if the point offers both.
 */
export async function checkIpv6(context: Context, candidate: Candidate, family: Family): Promise<Ipv6 | undefined> {
  const found: Ipv6 = {};
  const own = context.platform.hasIpv6Address();
  if (own !== undefined) found.hasAddress = own;
  if (candidate.ipv6Url !== undefined) {
    const idleMs = await reach(context, candidate.ipv6Url);
    if (context.signal.aborted) {
      context.fail('ipv6.aborted');
    } else {
      found.reachable = idleMs !== undefined;
      if (idleMs !== undefined) {
        found.idleMs = idleMs;
        found.hasAddress = true;
      }
    }
    if (candidate.ipv4Url !== undefined) found.preferred = family === 6;
  }
  if (family === 6) found.hasAddress = true;
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Median of a few round trips; absent when the point is not reached this way. */
async function reach(context: Context, url: string): Promise<number | undefined> {
  const control = await openControl(context.platform, url, OPEN_TIMEOUT_MS, context.signal);
  if (control === undefined) return undefined;
  const rttMs: number[] = [];
  const done = Promise.withResolvers<void>();
  control.onEcho((echo) => {
    rttMs.push(echo.rttMs);
    if (rttMs.length === ECHOES) done.resolve();
  });
  for (let sent = 0; sent < ECHOES; sent += 1) {
    control.ping();
    await context.platform.sleep(SPACING_MS, context.signal);
  }
  await settledWithin(done.promise, LAST_MS, context.signal);
  control.close();
  return rttMs.sort((a, b) => a - b)[Math.floor((rttMs.length - 1) / 2)];
}
