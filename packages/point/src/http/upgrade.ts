// Which WebSocket a request asks for, and whether it may have it.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CONTROL_MESSAGE_LIMIT_BYTES,
  CONTROL_PATH,
  CONTROL_SUBPROTOCOL,
  UPLOAD_PATH,
  UPLOAD_SUBPROTOCOL,
} from '@i-speed/spec';
import { type WebSocket, WebSocketServer } from 'ws';
import { serveUploadStream } from '../bulk/upload-stream.ts';
import { serveControl } from '../control/control.ts';
import { readNdt7Query } from '../ndt7/query.ts';
import type { Ndt7Times } from '../ndt7/run.ts';
import { NDT7_SUBPROTOCOL, ndt7Direction, serveNdt7 } from '../ndt7/serve.ts';
import { strain } from '../ndt7/strain.ts';
import type { PointContext } from '../point-context.ts';
import { plainAddress } from '../session/address.ts';
import { Refusal } from '../session/refusal.ts';
import { offeredProtocols } from './server.ts';

/** ndt7 clients may send messages of up to 16 MiB. */
const NDT7_MESSAGE_BYTES = 1 << 24;

/** Serves WebSocket upgrades on the server. */
export function acceptWebSockets(context: PointContext, server: Server, ndt7Times: Ndt7Times): void {
  const common = { noServer: true, perMessageDeflate: false, clientTracking: false };
  const control = new WebSocketServer({
    ...common,
    maxPayload: CONTROL_MESSAGE_LIMIT_BYTES,
    handleProtocols: () => CONTROL_SUBPROTOCOL,
  });
  const ndt7 = new WebSocketServer({
    ...common,
    maxPayload: NDT7_MESSAGE_BYTES,
    handleProtocols: () => NDT7_SUBPROTOCOL,
  });

  const keep = (ws: WebSocket) => {
    context.sockets.add(ws);
    ws.once('close', () => context.sockets.delete(ws));
  };
  const openNdt7 = async (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => {
    const direction = ndt7Direction(url.pathname);
    if (direction === undefined) return reject(socket, 404, 'No WebSocket here.');
    if (!offeredProtocols(request).includes(NDT7_SUBPROTOCOL))
      return reject(socket, 400, `Ask for the subprotocol ${NDT7_SUBPROTOCOL}.`);
    const query = readNdt7Query(url);
    if (typeof query === 'string') return reject(socket, 400, query);
    const token = query.metadata.get('access_token');
    if (!(await mayRun(context, token))) return reject(socket, 401, '');
    if (socket.destroyed) return;
    try {
      const leave = context.gate.enter(plainAddress(request.socket.remoteAddress));
      socket.once('close', leave);
      const strained = direction === 'upload' ? strain(socket, head, NDT7_MESSAGE_BYTES) : undefined;
      ndt7.handleUpgrade(request, strained?.socket ?? socket, strained ? Buffer.alloc(0) : head, (ws) => {
        socket.off('close', leave);
        keep(ws);
        void serveNdt7(context, ws, request, direction, query, ndt7Times, strained, leave);
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.metrics.refusals.inc({ code: error.code });
      reject(socket, 503, error.message, error.retryAfterMs);
    }
  };
  const openUpload = (request: IncomingMessage, socket: Duplex, head: Buffer, url: URL) => {
    const key = request.headers['sec-websocket-key'];
    if (key === undefined || !offeredProtocols(request).includes(UPLOAD_SUBPROTOCOL))
      return reject(socket, 400, `Ask for the subprotocol ${UPLOAD_SUBPROTOCOL}.`);
    const session = context.sessions.get(url.pathname.slice(UPLOAD_PATH.length + 1));
    if (session === undefined) return reject(socket, 404, 'This session does not exist or has ended.');
    serveUploadStream(context, session, key, request, socket, head);
  };
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = URL.parse(request.url ?? '/', 'http://point');
    if (url === null) return reject(socket, 400, 'The address of the request cannot be read.');
    if (url.pathname.startsWith(`${UPLOAD_PATH}/`)) return openUpload(request, socket, head, url);
    if (url.pathname !== CONTROL_PATH) return void openNdt7(request, socket, head, url);
    if (!offeredProtocols(request).includes(CONTROL_SUBPROTOCOL))
      return reject(socket, 400, `Ask for the subprotocol ${CONTROL_SUBPROTOCOL}.`);
    control.handleUpgrade(request, socket, head, (ws) => {
      keep(ws);
      const { remoteAddress, localAddress } = request.socket;
      serveControl(context, ws, { client: plainAddress(remoteAddress), own: plainAddress(localAddress) });
    });
  });
}

/** M-Lab's rule: a token that is not asked for may be left out, a bad one never passes. */
async function mayRun({ config, accessTokens }: PointContext, token: string | undefined): Promise<boolean> {
  if (token === undefined || accessTokens === undefined) return !config.requireAccessToken;
  return accessTokens.isGood(token);
}

function reject(socket: Duplex, status: number, reason: string, retryAfterMs?: number): void {
  const words =
    { 400: 'Bad Request', 401: 'Unauthorized', 404: 'Not Found', 503: 'Service Unavailable' }[status] ?? 'Refused';
  const retry = retryAfterMs === undefined ? '' : `Retry-After: ${Math.ceil(retryAfterMs / 1000)}\r\n`;
  socket.end(
    `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n${retry}Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}
