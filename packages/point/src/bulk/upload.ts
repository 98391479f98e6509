// One request's part of an upload pulse (protocol section 6): read, count, discard.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dropBody } from '../http/drop-body.ts';
import type { Metrics } from '../metrics.ts';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import type { Pulse } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';
import { countUpload } from './count-upload.ts';

/**
 * Reads the body to its end and answers with its length. Bytes beyond the session's allowance are not counted: the connection is
 * cut there, as when the session ends.
 */
export function takeUpload(
  session: Session,
  pulse: Pulse,
  reading: TcpReading,
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
): void {
  const body = countUpload(session, pulse, reading, metrics, () => request.destroy());
  dropBody(request, () => session.allowanceBytes(), body.came);
  request.on('end', () => {
    body.leave();
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"bytes":${body.readBytes}}`);
  });
  request.on('close', body.leave);
  request.on('error', body.leave);
}
