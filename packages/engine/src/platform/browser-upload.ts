// Uploads that a browser can end at any byte: over WebSockets, for a request's body is handed over whole.

import { UPLOAD_SUBPROTOCOL } from '../control/wire.ts';
import { type Pull, TransferError } from './platform.ts';
import { randomPool } from './random.ts';
import { sleep } from './sleep.ts';

/** Pieces this small end an upload within a few milliseconds of the decision. */
const PIECE_BYTES = 64 * 1024;
/** Timers come every 4 ms at best: this much waits in the browser so that 400 Mbit/s would not run dry. */
const WAITING_BYTES = 256 * 1024;
const WAIT_MS = 1;

export type UploadStreams = {
  /** Begins to open so many connections to the address of an upload without the pulse's number. */
  prepare(url: string, connections: number): void;
  /** Sends a body of the pulse that the address of an upload request names. */
  upload(url: string, pull: Pull, signal: AbortSignal): Promise<void>;
  close(): void;
};

type Line = {
  socket: WebSocket;
  /** Resolves when the connection is open; rejects when it ends first, as `next` does. */
  opened: Promise<void>;
  /** The next word of the point: that it has read a body. */
  next(): Promise<void>;
  /** Gives the connection up now: its closing would wait until the network has taken what the browser still holds, which may be never. */
  drop(): void;
};

/** Connections stay open between pulses, warm. */
export function openUploadStreams(): UploadStreams {
  const idle: Line[] = [];
  return {
    prepare(url, connections) {
      idle.push(...Array.from({ length: connections }, () => openLine(url)));
    },
    async upload(url, pull, signal) {
      const cut = url.lastIndexOf('/');
      const known = idle.pop();
      const isUsable = known !== undefined && known.socket.readyState <= WebSocket.OPEN;
      const line = isUsable ? known : openLine(url.slice(0, cut));
      const { socket, opened, next, drop } = line;
      signal.addEventListener('abort', drop, { once: true });
      try {
        await opened;
        signal.throwIfAborted();
        const answered = next();
        socket.send(`{"type":"begin","pulse":${url.slice(cut + 1)}}`);
        await Promise.race([answered, feed(socket, pull)]);
        await answered;
        idle.push(line);
      } catch (error) {
        drop();
        throw new TransferError(signal.aborted ? 'aborted' : 'lost', String(error));
      } finally {
        signal.removeEventListener('abort', drop);
      }
    },
    close() {
      for (const { socket } of idle.splice(0)) socket.close();
    },
  };
}

function openLine(url: string): Line {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), UPLOAD_SUBPROTOCOL);
  let word = promised();
  socket.onopen = () => word.resolve();
  socket.onmessage = () => word.resolve();
  socket.onclose = ({ code, reason }) => word.reject(new Error(`the upload's connection closed: ${code} ${reason}`));
  return {
    socket,
    opened: word.promise,
    next() {
      word = promised();
      return word.promise;
    },
    drop() {
      socket.close();
      word.reject(new Error('given up'));
    },
  };
}

/** A promise whose rejection may come while nobody listens. */
function promised(): PromiseWithResolvers<void> {
  const made = Promise.withResolvers<void>();
  made.promise.catch(() => undefined);
  return made;
}

/** Hands over a piece as soon as little enough waits in the browser. */
async function feed(socket: WebSocket, pull: Pull): Promise<void> {
  const pool = randomPool();
  let offset = 0;
  for (;;) {
    const sizeBytes = await pull(PIECE_BYTES);
    while (socket.bufferedAmount > WAITING_BYTES && socket.readyState === WebSocket.OPEN) await sleep(WAIT_MS);
    if (socket.readyState !== WebSocket.OPEN) return;
    if (sizeBytes === 0) return socket.send('{"type":"end"}');
    if (offset + sizeBytes > pool.length) offset = 0;
    socket.send(pool.subarray(offset, offset + sizeBytes));
    offset += sizeBytes;
  }
}
