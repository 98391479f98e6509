// A body whose bytes are taken from the kernel behind the back of Node's HTTP parser, which is told of them afterwards.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { discardReceived, fdOf } from '../kernel/libc.ts';

/** What the parser is told in place of dropped bytes: their number counts, not their values. */
const STAND_IN = Buffer.alloc(1 << 20);

export type HeldBody = {
  /** Drops up to so many bytes of the body that wait in the kernel; gives how many. */
  drop(mostBytes: number): number;
  /** From here on Node reads nothing: its parser would take what follows the body as part of it. */
  hold(): void;
  /** Tells the parser what was dropped since, and lets Node read on. */
  release(droppedBytes: number): void;
};

/** Absent where the bytes in the kernel are not the body's (TLS, chunks) or Node hides its parser. */
export function holdableBody(request: IncomingMessage): HeldBody | undefined {
  const { socket, headers } = request;
  const parser = parserOf(socket);
  const fd = fdOf(socket);
  if (parser === undefined || fd === undefined || socket instanceof TLSSocket) return undefined;
  if (headers['content-length'] === undefined || headers['transfer-encoding'] !== undefined) return undefined;
  return {
    drop: (mostBytes) => (mostBytes > 0 && fdOf(socket) === fd ? discardReceived(fd, mostBytes) : 0),
    hold: () => setReading(socket, false),
    release(droppedBytes) {
      // Parsers are used again for other connections.
      if (socket.destroyed || parserOf(socket)?.object !== parser.object) return;
      parser.tell(droppedBytes);
      setReading(socket, true);
    },
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
function parserOf(socket: Socket): Parser | undefined {
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
