// A body that nobody reads: counted as it comes, and a fast one behind the back of Node's parser.
import { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { type HeldBody, holdableBody } from './held-body.ts';

const LOOK_MS = 1;
/** As much in a look's time is half a gigabit a second: then looking is cheaper than being told of each part. */
const FAST_BYTES = 1 << 16;
/** As much is eight gigabits: what waits a millisecond then has left the processor's cache, so that the next look comes at once. */
const FASTEST_BYTES = 1 << 20;

/**
 * Counts a body and drops it: `onBytes` gets the size of each part. `allowedBytes` says how many may still come; the part that
 * exceeds it still reaches `onBytes`, for the caller to cut.
 */
export function dropBody(
  request: IncomingMessage | Http2ServerRequest,
  allowedBytes: () => number,
  onBytes: (sizeBytes: number) => void,
): void {
  const body = request instanceof IncomingMessage ? holdableBody(request) : undefined;
  let leftBytes = Number(request.headers['content-length'] ?? 0);
  let windowBytes = 0;
  let windowMs = performance.now();
  let held: HeldBody | undefined;
  let isFastest = false;
  request.on('data', (chunk: Buffer) => {
    if (performance.now() - windowMs >= LOOK_MS) beginWindow();
    came(chunk.length);
    if (held !== undefined || windowBytes < FAST_BYTES || leftBytes === 0 || request.destroyed) return;
    held = body;
    held?.hold();
    // The parser is at work on this very chunk.
    if (held !== undefined) setImmediate(look);
  });
  request.on('end', release);
  request.on('close', release);

  function look(): void {
    if (held === undefined) return;
    take(held);
    const isJudged = performance.now() - windowMs >= LOOK_MS;
    if (leftBytes === 0 || (isJudged && windowBytes < FAST_BYTES)) {
      release();
      return;
    }
    if (isJudged) {
      isFastest = windowBytes >= FASTEST_BYTES;
      beginWindow();
    }
    if (isFastest) setImmediate(look);
    else setTimeout(look, LOOK_MS);
  }

  function release(): void {
    if (held === undefined) return;
    take(held);
    held.release();
    held = undefined;
  }

  function take(from: HeldBody): void {
    // What Node has read but not given out yet is part of the body too.
    const unreadBytes = leftBytes - request.readableLength - request.socket.readableLength;
    const sizeBytes = from.drop(unreadBytes, allowedBytes());
    if (sizeBytes > 0) came(sizeBytes);
  }

  function came(sizeBytes: number): void {
    leftBytes -= sizeBytes;
    windowBytes += sizeBytes;
    onBytes(sizeBytes);
  }

  function beginWindow(): void {
    windowBytes = 0;
    windowMs = performance.now();
  }
}
