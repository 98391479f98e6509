// The one listening server of a point: HTTP/1.1 with or without TLS, and the WebSockets of both protocols on it.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createListener, type Server as Listener } from 'node:net';
import type { Family } from '@i-speed/spec';
import { familyOf } from '../session/address.ts';
import type { Certificate } from './certificate.ts';

/** A handshake or a head that is not whole after this is not awaited any longer; looked at every few seconds. */
export const BEGIN_MS = 10_000;
const LOOK_MS = 5_000;

/**
 * Makes the server, over TLS where there is a certificate. ALPN is `http/1.1` alone (protocol 2.2). No request, its body included, may take
 * longer than `longestMs` to come.
 */
export function createHttpServer(
  certificate: Certificate | undefined,
  longestMs: number,
  onRequest: RequestListener,
): Server {
  const options = {
    noDelay: true,
    keepAlive: true,
    requestTimeout: longestMs,
    headersTimeout: BEGIN_MS,
    connectionsCheckingInterval: LOOK_MS,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16_384,
    // An upgrade to anything else, such as curl's to HTTP/2, is not spoken here: its request is answered as it stands (RFC 9110, 7.8).
    shouldUpgradeCallback: ({ headers }: IncomingMessage) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  if (certificate === undefined) return createServer(options, onRequest);
  const tls = { ...certificate.pem, handshakeTimeout: BEGIN_MS, ALPNProtocols: ['http/1.1'] };
  const server = createTlsServer({ ...options, ...tls }, onRequest);
  certificate.renew(server);
  return server;
}

export type Listening = { port: number; families: Family[] };

/**
 * Listens and gives the port and the IP versions it listens on; rejects with Node's error (EADDRINUSE, EACCES ...). Without IPv6 on the machine `::` falls back to
 * IPv4; `localhost` is both loopback addresses, of which one may be absent.
 */
export async function listen(server: Listener, host: string, port: number): Promise<Listening> {
  if (host === 'localhost') return listenOnLoopback(server, port);
  return attempt(server, host, port).catch((error: NodeJS.ErrnoException) => {
    if (host === '::' && error.code === 'EAFNOSUPPORT') return attempt(server, '0.0.0.0', port);
    throw error;
  });
}

/** A server listens once, so that a plain listener takes the other family's connections and hands them over. */
async function listenOnLoopback(server: Listener, port: number): Promise<Listening> {
  const isAbsent = ({ code }: NodeJS.ErrnoException) => code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
  const taken = await attempt(server, '127.0.0.1', port).catch((error: NodeJS.ErrnoException) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  if (taken === undefined) return attempt(server, '::1', port);
  const other = createListener({ noDelay: true, keepAlive: true }, (socket) => server.emit('connection', socket));
  server.once('close', () => other.close());
  const both: Family[] = [4, 6];
  const families = await attempt(other, '::1', taken.port).then(
    () => both,
    (error: NodeJS.ErrnoException) => {
      if (!isAbsent(error)) throw error;
      return taken.families;
    },
  );
  return { port: taken.port, families };
}

function attempt(server: Listener, host: string, port: number): Promise<Listening> {
  return new Promise<Listening>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(whereOf(server.address()));
    });
  });
}

/** The subprotocols a WebSocket request offers. */
export function offeredProtocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

function whereOf(address: AddressInfo | string | null): Listening {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  // Node's sockets on `::` are dual stack.
  if (address.address === '::') return { port: address.port, families: [4, 6] };
  return { port: address.port, families: [familyOf(address.address)] };
}
