// Whether PostgreSQL failed because it is not there or has no room now, rather than for what it was asked.

/**
 * Classes of SQLSTATE that pass: no connection (08), out of disk, memory or connections (53), stopped or starting (57P01 to 57P05), the system's own
 * faults (58), and transactions that got into each other's way (40). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_STATE = /^(?:08|53|58|40)[0-9A-Z]{3}$|^57P0[1-5]$/;

/** Codes of Node's sockets. */
const SOCKET_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];

/** What the driver says without a code of a connection that broke, or that none came in time. */
const DRIVER_WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection)/;

/** True for an error, or one of its causes, that another try may not meet. */
export function isStoreUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (PASSING_STATE.test(code) || SOCKET_CODES.includes(code) || DRIVER_WORDS.test(error.message)) return true;
  return error instanceof AggregateError ? error.errors.some(isStoreUnavailable) : isStoreUnavailable(error.cause);
}
