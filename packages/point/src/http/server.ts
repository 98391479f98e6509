// The one listening server of a point: HTTP/1.1 with or without TLS, and the WebSockets of both protocols on it.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PointConfig } from '../config.ts';

/** Makes the server; certificates that cannot be read are a thrown error with the file's name. ALPN is `http/1.1` alone (protocol 2.2). */
export function createHttpServer(config: PointConfig, onRequest: RequestListener): Server {
  const options = {
    noDelay: true,
    keepAlive: true,
    /** Bulk bodies take as long as they take; the session's own limits end them. */
    requestTimeout: 0,
    headersTimeout: 10_000,
    keepAliveTimeout: 30_000,
    maxHeaderSize: 16_384,
  };
  const server =
    config.tlsCert !== undefined && config.tlsKey !== undefined
      ? createTlsServer(
          {
            ...options,
            cert: readFileSync(config.tlsCert),
            key: readFileSync(config.tlsKey),
            ALPNProtocols: ['http/1.1'],
          },
          onRequest,
        )
      : createServer(options, onRequest);
  server.timeout = 0;
  return server;
}

/** Listens and gives the port; rejects with Node's error (EADDRINUSE, EACCES ...). Without IPv6 on the machine `::` falls back to IPv4. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  const attempt = (address: string) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port }, () => {
        server.off('error', reject);
        resolve(portOf(server.address()));
      });
    });
  return attempt(host).catch((error: NodeJS.ErrnoException) => {
    if (host === '::' && error.code === 'EAFNOSUPPORT') return attempt('0.0.0.0');
    throw error;
  });
}

/** The subprotocols a WebSocket request offers. */
export function offeredProtocols(request: IncomingMessage): string[] {
  return (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no TCP port');
  return address.port;
}
