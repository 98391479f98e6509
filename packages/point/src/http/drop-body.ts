// A body that nobody reads: counted as it comes, and where possible dropped by the kernel, uncopied.
import { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { discardReceived, fdOf } from '../kernel/libc.ts';

/** What Node's HTTP parser is told in place of dropped bytes: their number counts, not their values. */
const STAND_IN = Buffer.alloc(1 << 20);

/** Drops up to so many bytes of the body that wait in the kernel; gives how many. */
type Skip = (mostBytes: number) => number;

/**
 * Counts a body and drops it: `onBytes` gets the size of each part. `allowedBytes` says before each skip how many may still
 * come; the part that exceeds it still reaches `onBytes`, for the caller to cut. A plain connection and a body of known length
 * are asked of the kernel by number alone: a copy and a buffer for each 64 kB were two thirds of an upload's processor time.
 */
export function dropBody(
  request: IncomingMessage | Http2ServerRequest,
  allowedBytes: () => number,
  onBytes: (sizeBytes: number) => void,
): void {
  const skip = request instanceof IncomingMessage ? skipperOf(request) : undefined;
  let leftBytes = Number(request.headers['content-length'] ?? 0);
  request.on('data', (chunk: Buffer) => {
    onBytes(chunk.length);
    leftBytes -= chunk.length;
    if (skip === undefined || request.destroyed) return;
    // What Node has read but not given out yet is part of the body too.
    const waitingBytes = request.readableLength + request.socket.readableLength;
    const skippedBytes = skip(Math.min(leftBytes - waitingBytes, allowedBytes()));
    if (skippedBytes === 0) return;
    leftBytes -= skippedBytes;
    onBytes(skippedBytes);
  });
}

/** Absent where the bytes in the kernel are not the body's (TLS, chunks) or Node hides the parser. */
function skipperOf(request: IncomingMessage): Skip | undefined {
  const { socket, headers } = request;
  const parser = parserOf(request);
  const fd = fdOf(socket);
  if (parser === undefined || fd === undefined || socket instanceof TLSSocket) return undefined;
  if (headers['content-length'] === undefined || headers['transfer-encoding'] !== undefined) return undefined;
  return (mostBytes) => {
    if (mostBytes <= 0 || fdOf(socket) !== fd) return 0;
    const skippedBytes = discardReceived(fd, mostBytes);
    if (skippedBytes === 0) return 0;
    // The parser is at work on this very chunk and is told afterwards; until then it may read nothing, for it would take
    // what follows the body as part of it.
    setReading(socket, false);
    setImmediate(() => {
      // Parsers are used again for other connections.
      if (socket.destroyed || parserOf(request)?.object !== parser.object) return;
      parser.tell(skippedBytes);
      setReading(socket, true);
    });
    return skippedBytes;
  };
}

/** Socket's `pause` would not do: a request that waits for more undoes it. */
function setReading(socket: Socket, isOn: boolean): void {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return;
  const call: unknown = Reflect.get(handle, isOn ? 'readStart' : 'readStop');
  if (typeof call === 'function') call.call(handle);
}

type Parser = { readonly object: object; tell: (sizeBytes: number) => void };

/** Node's parser of the connection, a private field, therefore guarded at every step; absent when it is not as known. */
function parserOf({ socket }: IncomingMessage): Parser | undefined {
  const object: unknown = Reflect.get(socket, 'parser');
  if (typeof object !== 'object' || object === null) return undefined;
  const execute: unknown = Reflect.get(object, 'execute');
  const onBody = Object.keys(object).find((key) => nameOf(Reflect.get(object, key)) === 'parserOnBody');
  if (typeof execute !== 'function' || onBody === undefined) return undefined;
  return {
    object,
    tell: (sizeBytes) => {
      const giveOut: unknown = Reflect.get(object, onBody);
      Reflect.set(object, onBody, null);
      for (let toldBytes = 0; toldBytes < sizeBytes; toldBytes += STAND_IN.length)
        execute.call(object, STAND_IN.subarray(0, Math.min(STAND_IN.length, sizeBytes - toldBytes)));
      Reflect.set(object, onBody, giveOut);
    },
  };
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'function' ? value.name : undefined;
}
