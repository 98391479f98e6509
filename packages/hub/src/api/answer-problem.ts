// What went wrong with a request, as the one shape in which callers are told: RFC 9457 problem+json.
import { WarehouseError } from '@i-speed/warehouse';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { PROBLEMS, ProblemError } from '../problem.ts';
import { isStoreUnavailable } from '../store/is-unavailable.ts';
import type { ApiEnv } from './router.ts';

/** The problem that an error is to whoever asked; what is the hub's own fault is logged and not told. */
export function toProblemError(error: Error, log: Logger): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HTTPException && error.status === 400) return new ProblemError('malformed-json', error.message);
  if (error instanceof HTTPException && error.status === 415)
    return new ProblemError('not-json', 'send the body as application/json, and say so in content-type');
  if (holdsNul(error))
    return new ProblemError('invalid', 'a text holds the sign NUL, which belongs to no text; leave it out');
  if (error instanceof WarehouseError) {
    log.error({ err: error }, 'the warehouse failed');
    return new ProblemError('storage-unavailable', error.message, { retryAfterS: 5, cause: error });
  }
  if (isStoreUnavailable(error)) {
    log.error({ err: error }, 'PostgreSQL does not answer');
    const detail = 'what is kept of people, points and campaigns cannot be reached now; try again in a moment';
    return new ProblemError('storage-unavailable', detail, { retryAfterS: 5, cause: error });
  }
  log.error({ err: error }, 'a request failed');
  return new ProblemError('internal', 'the hub met an error of its own; it is in its log');
}

/** PostgreSQL's codes for a text, and a JSON text, with a NUL in it: it keeps neither. */
const NUL_CODES = ['22021', '22P05'];

function holdsNul(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NUL_CODES.includes(String(error.code))) || holdsNul(error.cause);
}

/** The answer, never stored. */
export function answerProblem(error: ProblemError, c: Context<ApiEnv>): Response {
  return c.body(JSON.stringify(error.toProblem()), PROBLEMS[error.code].status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(error.retryAfterS !== undefined && { 'retry-after': String(error.retryAfterS) }),
    ...(error.code === 'preparing' && { location: placeOf(c.req.url), 'preference-applied': 'respond-async' }),
  });
}

/** Where the answer will be: at the address that was asked. */
function placeOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
