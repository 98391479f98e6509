// One connection's part of an upload pulse (protocol section 6): read, count, discard.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '../metrics.ts';
import type { Pulse } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';

/** Reads the body to its end and answers with its length; cuts the connection when the session ends or its bytes are used up. */
export function takeUpload(
  session: Session,
  pulse: Pulse,
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
): void {
  let readBytes = 0;
  let over = false;
  pulse.join();
  const done = () => {
    if (over) return false;
    over = true;
    session.ended.removeEventListener('abort', cut);
    metrics.payloadBytes.inc({ direction: 'upload', protocol: 'native' }, readBytes);
    pulse.leave();
    return true;
  };
  const cut = () => {
    if (done()) request.destroy();
  };
  request.on('data', (chunk: Buffer) => {
    if (over) return;
    if (chunk.length > session.allowanceBytes()) {
      metrics.refusals.inc({ code: 'byte-limit' });
      return cut();
    }
    readBytes += chunk.length;
    session.spend(chunk.length);
    pulse.read(chunk.length);
  });
  request.on('end', () => {
    if (done()) response.writeHead(200, { 'content-type': 'application/json' }).end(`{"bytes":${readBytes}}`);
  });
  request.on('close', done);
  request.on('error', done);
  session.ended.addEventListener('abort', cut);
}
