// A body that nobody reads: counted as it comes, and where possible dropped by the kernel, uncopied.
import { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { type HeldBody, holdableBody } from './held-body.ts';

/** As much in a millisecond is half a gigabit a second: then asking the kernel each millisecond is cheaper than being told. */
const FAST_BYTES = 1 << 16;
const LOOK_MS = 1;

/**
 * Counts a body and drops it: `onBytes` gets the size of each part. `allowedBytes` says how many may still come; the part that
 * exceeds it still reaches `onBytes`, for the caller to cut. A plain connection and a body of known length are asked of the
 * kernel by number alone: a copy and a buffer for each 64 kB were two thirds of an upload's processor time.
 */
export function dropBody(
  request: IncomingMessage | Http2ServerRequest,
  allowedBytes: () => number,
  onBytes: (sizeBytes: number) => void,
): void {
  const body = request instanceof IncomingMessage ? holdableBody(request) : undefined;
  let leftBytes = Number(request.headers['content-length'] ?? 0);
  let isHeld = false;
  request.on('data', (chunk: Buffer) => {
    onBytes(chunk.length);
    leftBytes -= chunk.length;
    if (body !== undefined && !isHeld && !request.destroyed) dropWaiting(body);
  });

  function dropWaiting(from: HeldBody): void {
    let droppedBytes = 0;
    const drop = (): number => {
      // What Node has read but not given out yet is part of the body too.
      const unreadBytes = leftBytes - request.readableLength - request.socket.readableLength;
      const sizeBytes = from.drop(Math.min(unreadBytes, allowedBytes()));
      leftBytes -= sizeBytes;
      droppedBytes += sizeBytes;
      if (sizeBytes > 0) onBytes(sizeBytes);
      return sizeBytes;
    };
    const release = () => {
      isHeld = false;
      from.release(droppedBytes);
    };
    const look = () => {
      if (drop() >= FAST_BYTES) setTimeout(look, LOOK_MS);
      else release();
    };
    const sizeBytes = drop();
    if (sizeBytes === 0) return;
    isHeld = true;
    from.hold();
    // The parser is at work on this very chunk and can be told afterwards only.
    if (sizeBytes >= FAST_BYTES) setTimeout(look, LOOK_MS);
    else setImmediate(release);
  }
}
