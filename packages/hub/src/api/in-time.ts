// Answers that are still being made: who asked not to wait is told so, and asks again.
import type { Context } from 'hono';
import { ProblemError } from '../problem.ts';
import type { ApiEnv } from './router.ts';

/** Whoever says `respond-async` alone waits so long, ms: a page's own second is not used up. */
const USUAL_WAIT_MS = 800;
/** The longest that is waited under `respond-async`, seconds. */
const LONGEST_WAIT_S = 60;
const RETRY_AFTER_S = 2;

/**
 * What the work gives. Where the request says `Prefer: respond-async` (RFC 7240) and the work takes longer than its `wait` (0.8 s when absent),
 * rejects with ProblemError `preparing`; the work goes on, and whoever asks the same meanwhile waits for the same. Rejects as the work does.
 */
export async function inTime<T>(c: Context<ApiEnv>, work: Promise<T>): Promise<T> {
  const waitMs = patienceOf(c.req.header('prefer') ?? '');
  if (waitMs === undefined) return work;
  const over = Promise.withResolvers<never>();
  const detail = `the measurements of this question are being read; ask the same again in ${RETRY_AFTER_S} seconds`;
  const timer = setTimeout(
    () => over.reject(new ProblemError('preparing', detail, { retryAfterS: RETRY_AFTER_S })),
    waitMs,
  );
  // The work may fail after its answer was given up: whoever asks again is told.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** How long the request is willing to wait, ms; absent where it did not ask to be answered without its result. */
function patienceOf(prefer: string): number | undefined {
  const wishes = prefer.split(/[,;]/).map((wish) => wish.trim().toLowerCase());
  if (!wishes.includes('respond-async')) return undefined;
  const seconds = wishes.flatMap((wish) => /^wait="?(\d{1,6})"?$/.exec(wish)?.[1] ?? [])[0];
  return seconds === undefined ? USUAL_WAIT_MS : Math.min(Number(seconds), LONGEST_WAIT_S) * 1_000;
}
