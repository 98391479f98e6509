// A second listener over TLS that speaks HTTP/2 as well, for clients of responsiveness. Our own bulk stays with HTTP/1.1.
import { createSecureServer, type Http2SecureServer, type Http2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { type ForeignRequest, type ForeignResponse, refuse, toExchange } from '../foreign/exchange.ts';
import { serveForeign } from '../foreign/routes.ts';
import type { PointContext } from '../point-context.ts';
import type { Certificate } from './certificate.ts';
import { failed } from './failed.ts';
import { openToAll } from './routes.ts';
import { BEGIN_MS, listen } from './server.ts';

export type Http2Listener = { port: number; close(): Promise<void> };

/** In megabytes; with Node's 10, Chromium's fourth bulk stream at once ended in ERR_HTTP2_PROTOCOL_ERROR. */
const SESSION_MEMORY = 500;
/** What a fast line with a long way needs to be filled; the default of 64 KiB holds uploads down. */
const WINDOW_BYTES = 1 << 24;

/** A connection over which nothing goes for so long, either way, is closed: clients of responsiveness are never silent for seconds. */
const SILENT_MS = 15_000;

/** Listens; rejects with Node's error. */
export async function openHttp2(
  context: PointContext,
  where: { host: string; port: number; certificate: Certificate; limitConnections: (socket: Socket) => void },
): Promise<Http2Listener> {
  const server = createSecureServer({
    ...where.certificate.pem,
    allowHTTP1: true,
    handshakeTimeout: BEGIN_MS,
    maxSessionMemory: SESSION_MEMORY,
    settings: { initialWindowSize: WINDOW_BYTES, maxConcurrentStreams: 128 },
  });
  where.certificate.renew(server);
  const sessions = new Set<Http2Session>();
  const sockets = new Set<Socket>();
  server.on('connection', where.limitConnections);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.setNoDelay(true);
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(WINDOW_BYTES);
    session.setTimeout(SILENT_MS, () => session.destroy());
    session.once('close', () => sessions.delete(session));
    session.on('error', () => session.destroy());
  });
  server.on('request', (request, response) => {
    serve(context, request, response).catch((error: unknown) => failed(context.log, request, response, error));
  });
  const { port } = await listen(server, where.host, where.port);
  return { port, close: () => closeAll(server, sessions, sockets) };
}

async function serve(context: PointContext, request: ForeignRequest, response: ForeignResponse): Promise<void> {
  openToAll(response);
  const url = URL.parse(request.url ?? '/', 'http://point');
  const exchange = toExchange(request, response, url ?? new URL('http://point'));
  if (url === null || !(await serveForeign(context, exchange)))
    refuse(exchange, 404, 'Nothing is served at this path.');
}

async function closeAll(
  server: Http2SecureServer,
  sessions: ReadonlySet<Http2Session>,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const session of sessions) session.destroy();
  for (const socket of sockets) socket.destroy();
  await closed;
}
