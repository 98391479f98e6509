// One connection's part of an upload pulse (protocol section 6): read, count, discard.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dropBody } from '../http/drop-body.ts';
import type { Metrics } from '../metrics.ts';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import type { Pulse } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';

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
  let readBytes = 0;
  let isOver = false;
  pulse.join();
  const leave = () => {
    if (isOver) return;
    isOver = true;
    session.ended.removeEventListener('abort', cut);
    metrics.payloadBytes.inc({ direction: 'upload', protocol: 'native' }, readBytes);
    reading.refresh();
    pulse.leave();
  };
  const cut = () => {
    leave();
    request.destroy();
  };
  dropBody(
    request,
    () => session.allowanceBytes(),
    (cameBytes) => {
      if (isOver) return;
      const sizeBytes = Math.min(cameBytes, session.allowanceBytes());
      readBytes += sizeBytes;
      session.spend(sizeBytes);
      pulse.read(sizeBytes);
      if (sizeBytes === cameBytes) return;
      metrics.refusals.inc({ code: 'byte-limit' });
      cut();
    },
  );
  request.on('end', () => {
    leave();
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"bytes":${readBytes}}`);
  });
  request.on('close', leave);
  request.on('error', leave);
  session.ended.addEventListener('abort', cut);
}
