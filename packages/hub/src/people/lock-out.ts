// Guessing passwords is stopped: an address of which too many sign-ins failed must wait, on every hub alike.
import { ProblemError } from '../problem.ts';
import { and, count, eq, gt, lt } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { signInFailures } from '../store/people-schema.ts';

const MOST_FAILURES = 8;
const MEMORY_MS = 15 * 60_000;

export interface LockOut {
  /** Throws ProblemError `rate-limited` while the address is locked. */
  check(email: string): Promise<void>;
  /** Remembers a failed sign-in, or forgets those before a good one. */
  note(email: string, isGood: boolean): Promise<void>;
}

export function openLockOut(database: Database, clock: () => number): LockOut {
  const ofEmail = (email: string) => eq(signInFailures.email, email.toLowerCase());
  return {
    async check(email) {
      const since = new Date(clock() - MEMORY_MS);
      const [row] = await database
        .select({ failures: count() })
        .from(signInFailures)
        .where(and(ofEmail(email), gt(signInFailures.at, since)));
      if ((row?.failures ?? 0) < MOST_FAILURES) return;
      throw new ProblemError('rate-limited', `${MOST_FAILURES} sign-ins failed; wait a quarter of an hour`, {
        retryAfterS: MEMORY_MS / 1000,
      });
    },
    async note(email, isGood) {
      const old = isGood ? ofEmail(email) : lt(signInFailures.at, new Date(clock() - MEMORY_MS));
      await database.delete(signInFailures).where(old);
      if (!isGood) await database.insert(signInFailures).values({ email: email.toLowerCase(), at: new Date(clock()) });
    },
  };
}
