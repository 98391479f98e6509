// Guessing passwords is stopped: an address of which too many sign-ins failed must wait, on every hub alike.
import { MINUTE_MS } from '@i-speed/spec';
import { ProblemError } from '../problem.ts';
import { and, count, eq, gt, lt } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { signInFailures } from '../store/people-schema.ts';

const MOST_FAILURES = 8;
const MEMORY_MS = 15 * MINUTE_MS;

export interface LockOut {
  /** Counts an attempt, which has failed until it is forgotten. Throws ProblemError `rate-limited` while the address is locked. */
  attempt(email: string): Promise<void>;
  /** Forgets the attempts of an address that signed in. */
  forget(email: string): Promise<void>;
}

export function openLockOut(database: Database, clock: () => number): LockOut {
  const ofEmail = (email: string) => eq(signInFailures.email, email.toLowerCase());
  const failuresOf = async (email: string) => {
    const since = new Date(clock() - MEMORY_MS);
    const [row] = await database
      .select({ failures: count() })
      .from(signInFailures)
      .where(and(ofEmail(email), gt(signInFailures.at, since)));
    return row?.failures ?? 0;
  };
  return {
    async attempt(email) {
      if ((await failuresOf(email)) >= MOST_FAILURES) throw locked();
      await database.delete(signInFailures).where(lt(signInFailures.at, new Date(clock() - MEMORY_MS)));
      await database.insert(signInFailures).values({ email: email.toLowerCase(), at: new Date(clock()) });
      // Many sent at once all come as far as this, and count each other.
      if ((await failuresOf(email)) > MOST_FAILURES) throw locked();
    },
    async forget(email) {
      await database.delete(signInFailures).where(ofEmail(email));
    },
  };
}

function locked(): ProblemError {
  return new ProblemError('rate-limited', `${MOST_FAILURES} sign-ins failed; wait a quarter of an hour`, {
    retryAfterS: MEMORY_MS / 1000,
  });
}
