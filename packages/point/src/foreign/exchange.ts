// A request and its answer over HTTP/1.1 or HTTP/2: other projects' clients come by both.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { plainAddress } from '../session/address.ts';

export type ForeignRequest = IncomingMessage | Http2ServerRequest;
export type ForeignResponse = ServerResponse | Http2ServerResponse;

export type Exchange = {
  readonly request: ForeignRequest;
  readonly response: ForeignResponse;
  readonly url: URL;
  /** IP address of the client, without zone. */
  readonly address: string;
  /** `performance.now()` when the request's head was read. */
  readonly startMs: number;
};

export function toExchange(request: ForeignRequest, response: ForeignResponse, url: URL): Exchange {
  return { request, response, url, address: plainAddress(request.socket.remoteAddress), startMs: performance.now() };
}

/** Writes head and whole body of a short answer. */
export function answer(
  { request, response }: Exchange,
  status: number,
  headers: Readonly<Record<string, string>>,
  body = '',
): void {
  writeHead(response, status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  if (request.method === 'HEAD') response.end();
  else response.end(body);
}

/** Writes the head; the two kinds of response differ only in the types of what they give back. */
export function writeHead(response: ForeignResponse, status: number, headers: Readonly<Record<string, string>>): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Refuses with a status and one sentence. What was sent with the request is not read: the connection ends. */
export function refuse(exchange: Exchange, status: number, reason: string, retryAfterMs?: number): void {
  const { request } = exchange;
  answer(
    exchange,
    status,
    {
      'content-type': 'text/plain; charset=utf-8',
      ...(request.httpVersionMajor === 1 && { connection: 'close' }),
      ...(retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) }),
    },
    `${reason}\n`,
  );
}
