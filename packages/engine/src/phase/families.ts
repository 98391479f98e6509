// Phase 5: does this network reach the point over each IP version, how fast, and which does the system prefer?
import type { Candidate, Family, Submission } from '@i-speed/spec';
import { openControl } from '../control/connection.ts';
import { settledWithin } from '../platform/sleep.ts';
import type { Context } from './context.ts';

export type Ipv4 = NonNullable<Submission['ipv4']>;
export type Ipv6 = NonNullable<Submission['ipv6']>;

/** As long as a browser's own fallback takes at most (RFC 8305 allows 2 s a try); the check must not hold up the result. */
const OPEN_TIMEOUT_MS = 2_000;
const ECHOES = 5;
const SPACING_MS = 30;
const LAST_MS = 1_000;

/**
 * Candidates by their addresses of the IP version that the person asked for; all as they are where none was. One that has no address of its own
 * for it is reached by its name where the platform chooses the version (`canChoose`).
 */
export function overFamily(
  candidates: readonly Candidate[],
  family: Family | undefined,
  canChoose: boolean,
): Candidate[] {
  if (family === undefined) return [...candidates];
  return candidates.flatMap((candidate) => {
    const url = family === 6 ? candidate.ipv6Url : candidate.ipv4Url;
    if (url !== undefined) return [{ ...candidate, url }];
    return canChoose && mayHave(family, candidate.url) ? [candidate] : [];
  });
}

/** False for an address of the other version; a name may have both. */
function mayHave(family: Family, url: string): boolean {
  const { hostname } = new URL(url);
  return !(family === 6 ? /^[\d.]+$/ : /^\[/).test(hostname);
}

/** What is known of IPv4; absent when the point has no address of its own for it. */
export async function checkIpv4(context: Context, { ipv4Url }: Candidate): Promise<Ipv4 | undefined> {
  if (ipv4Url === undefined) return undefined;
  const idleMs = await reach(context, ipv4Url);
  if (context.signal.aborted) return undefined;
  return { reachable: idleMs !== undefined, ...(idleMs !== undefined && { idleMs }) };
}

/**
 * What is known of IPv6; absent when nothing is. `family` is the one the point saw. On the point's address of both versions that is
 * the one the client's system preferred; where the person asked for a version it says nothing of preference.
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
    const wasFree = context.options.family === undefined;
    if (candidate.ipv4Url !== undefined && wasFree) found.preferred = family === 6;
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
