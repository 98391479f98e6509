// A body that is counted behind the back of Node's HTTP parser: a copy of each part for JavaScript is most of an upload's processor time.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { discardReceived, fdOf } from '../kernel/libc.ts';

/** What the parser is told in place of dropped bytes: their number counts, not their values. */
const STAND_IN = Buffer.alloc(1 << 20);

export type HeldBody = {
  /** From here on the body's parts come no longer as events. */
  hold(): void;
  /** How many bytes of the body came since the last call, of those that are left; dropped now if the kernel still has them, and then no more than allowed. */
  drop(leftBytes: number, allowedBytes: number): number;
  /** The parts come as events again; the same may be held anew. */
  release(): void;
};

/** Absent for a body without a known length and where Node hides its parser. */
export function holdableBody(request: IncomingMessage): HeldBody | undefined {
  const { socket, headers } = request;
  const parser = parserOf(socket);
  if (parser === undefined || headers['content-length'] === undefined || headers['transfer-encoding'] !== undefined)
    return undefined;
  return socket instanceof TLSSocket ? unheardBody(request, parser) : unreadBody(socket, parser);
}

/** Without TLS the kernel drops the bytes uncopied, and the parser is told of them afterwards. */
function unreadBody(socket: Socket, parser: Parser): HeldBody | undefined {
  const fd = fdOf(socket);
  let droppedBytes = 0;
  if (fd === undefined) return undefined;
  return {
    // Node reads nothing meanwhile: its parser would take what follows the body as part of it.
    hold: () => setReading(socket, false),
    drop(leftBytes, allowedBytes) {
      const mostBytes = Math.min(leftBytes, allowedBytes);
      const sizeBytes = mostBytes > 0 && fdOf(socket) === fd ? discardReceived(fd, mostBytes) : 0;
      droppedBytes += sizeBytes;
      return sizeBytes;
    },
    release() {
      const toldBytes = droppedBytes;
      droppedBytes = 0;
      // Parsers are used again for other connections.
      if (socket.destroyed || parserOf(socket)?.object !== parser.object) return;
      parser.tell(toldBytes);
      setReading(socket, true);
    },
  };
}

/** With TLS Node decrypts and parses as ever, and its own count of the connection's plain text tells how much came. */
function unheardBody(request: IncomingMessage, parser: Parser): HeldBody {
  const { socket } = request;
  let heldAtBytes = 0;
  // The parser may go on to another request's body before anyone hears of this one's end.
  const push = request.push.bind(request);
  request.push = (chunk, encoding) => {
    if (chunk === null) parser.hear(true);
    return push(chunk, encoding);
  };
  return {
    hold() {
      heldAtBytes = socket.bytesRead;
      parser.hear(false);
    },
    drop(leftBytes) {
      const sizeBytes = Math.min(socket.bytesRead - heldAtBytes, leftBytes);
      heldAtBytes += sizeBytes;
      return sizeBytes;
    },
    // Whoever uses the parser next wants to hear, even when this connection is gone.
    release: () => parser.hear(true),
  };
}

/** Socket's `pause` would not do: a request that waits for more undoes it. */
function setReading(socket: Socket, isOn: boolean): void {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return;
  const call: unknown = Reflect.get(handle, isOn ? 'readStart' : 'readStop');
  if (typeof call === 'function') call.call(handle);
}

type Parser = {
  readonly object: object;
  /** Whether parts of a body are copied and given out. */
  hear(isOn: boolean): void;
  /** So many bytes of the body have come, and nobody hears of it. */
  tell(sizeBytes: number): void;
};

/** Node's parser of the connection, a private field, therefore guarded at every step; absent when it is not as known. */
function parserOf(socket: Socket): Parser | undefined {
  const object: unknown = Reflect.get(socket, 'parser');
  if (typeof object !== 'object' || object === null) return undefined;
  const execute: unknown = Reflect.get(object, 'execute');
  const onBody = Object.keys(object).find((key) => nameOf(Reflect.get(object, key)) === 'parserOnBody');
  if (typeof execute !== 'function' || onBody === undefined) return undefined;
  const giveOut: unknown = Reflect.get(object, onBody);
  const hear = (isOn: boolean) => void Reflect.set(object, onBody, isOn ? giveOut : null);
  return {
    object,
    hear,
    tell(sizeBytes) {
      hear(false);
      for (let toldBytes = 0; toldBytes < sizeBytes; toldBytes += STAND_IN.length)
        execute.call(object, STAND_IN.subarray(0, Math.min(STAND_IN.length, sizeBytes - toldBytes)));
      hear(true);
    },
  };
}

function nameOf(value: unknown): string | undefined {
  return typeof value === 'function' ? value.name : undefined;
}
