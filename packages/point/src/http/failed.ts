// A request that could not be served: the point's own failure is told to its operator, a client that left is not.
import type { Logger } from 'pino';
import type { ForeignRequest, ForeignResponse } from '../foreign/exchange.ts';

/** Node's codes of a request whose connection ended before it was whole. */
const GONE = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Ends the exchange; writes to the log what went wrong, unless its client had gone. */
export function failed(
  log: Pick<Logger, 'debug' | 'error'>,
  request: ForeignRequest,
  response: ForeignResponse,
  error: unknown,
): void {
  const isGone = request.destroyed && GONE.has(String(Reflect.get(Object(error), 'code')));
  log[isGone ? 'debug' : 'error']({ error }, 'request failed');
  response.destroy();
}
