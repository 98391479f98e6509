// One connection's part of a download pulse (protocol section 5): random bytes until stop, a bound or the session's end.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fdOf } from '../kernel/libc.ts';
import { readBytesAcked } from '../kernel/tcp-info.ts';
import { limitUnsent } from '../kernel/tune-socket.ts';
import type { Metrics } from '../metrics.ts';
import type { Pulse } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';
import { nextChunkBytes } from './chunk-size.ts';
import { POOL_BYTES, pool } from './pool.ts';

export type DownloadBounds = { mostBytes: number; mostMs: number };

/** Sends the body and ends it properly. `raw` is the TCP socket under `response`, also with TLS. */
export function sendDownload(
  session: Session,
  pulse: Pulse,
  response: ServerResponse,
  raw: Socket,
  bounds: DownloadBounds,
  metrics: Metrics,
): void {
  const fd = fdOf(raw);
  const delivered = countDelivered(raw, fd);
  const startMs = performance.now();
  let sentBytes = 0;
  let unsentBytes = 0;
  let offset = 0;
  let over = false;

  const finish = () => {
    if (over) return;
    over = true;
    pulse.stopped.removeEventListener('abort', finish);
    response.off('drain', pump);
    clearTimeout(timer);
    metrics.payloadBytes.inc({ direction: 'download', protocol: 'native' }, sentBytes);
    if (session.ended.aborted) {
      response.destroy();
      pulse.leave();
    } else response.end(() => void delivered.settled(sentBytes).then(() => pulse.leave()));
  };
  const pump = () => {
    while (!over) {
      const left = Math.min(bounds.mostBytes - sentBytes, session.allowanceBytes());
      if (left <= 0 || pulse.stopped.aborted) return finish();
      const wanted = nextChunkBytes(sentBytes, performance.now() - startMs);
      if (wanted !== unsentBytes && fd !== undefined && !raw.destroyed) limitUnsent(fd, wanted);
      unsentBytes = wanted;
      const sizeBytes = Math.min(left, wanted);
      if (offset + sizeBytes > POOL_BYTES) offset = 0;
      const piece = pool.subarray(offset, offset + sizeBytes);
      offset += sizeBytes;
      sentBytes += sizeBytes;
      session.spend(sizeBytes);
      // Node buffers whatever it is given; `false` or a queue says that the kernel has had enough for now.
      if (!response.write(piece) || raw.writableLength > 0) return;
    }
  };
  const timer = globalThis.setTimeout(finish, bounds.mostMs);
  response.on('drain', pump);
  response.once('close', () => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    pulse.stopped.removeEventListener('abort', finish);
    metrics.payloadBytes.inc({ direction: 'download', protocol: 'native' }, sentBytes);
    pulse.leave();
  });
  pulse.stopped.addEventListener('abort', finish);
  pulse.join(() => delivered.bytes(sentBytes));
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  pump();
}

/** The client's acknowledgements of the last bytes are waited for this long. */
const SETTLE_MS = 2_000;
const SETTLE_STEP_MS = 10;

type Delivered = {
  /** Payload bytes acknowledged so far of `sentBytes`. */
  bytes(sentBytes: number): number;
  /** Call when the body has ended; resolves when all of it is acknowledged, the connection is gone or the wait is over. */
  settled(sentBytes: number): Promise<void>;
};

/**
 * Payload of this body that the client's TCP has acknowledged. Framing and TLS records are taken out in proportion, so the figure
 * never exceeds what was sent. Where the kernel cannot be asked it is what left Node's own buffers.
 */
function countDelivered(raw: Socket, fd: number | undefined): Delivered {
  const writtenBefore = raw.bytesWritten - raw.writableLength;
  const ackedBefore = readBytesAcked(fd);
  let latestBytes = 0;
  /** Bytes on the wire of the whole body, once it has ended; later bodies on the connection are not this one's. */
  let wholeWireBytes: number | undefined;
  const onWire = (wireBytes: number) => {
    if (ackedBefore === undefined) return wireBytes - (wholeWireBytes === undefined ? raw.writableLength : 0);
    const acked = raw.destroyed ? undefined : readBytesAcked(fd);
    return acked === undefined ? 0 : Math.min(acked - ackedBefore, wireBytes);
  };
  const bytes = (sentBytes: number) => {
    const wireBytes = wholeWireBytes ?? raw.bytesWritten - writtenBefore;
    if (wireBytes > 0) latestBytes = Math.max(latestBytes, Math.floor((sentBytes * onWire(wireBytes)) / wireBytes));
    return latestBytes;
  };
  return {
    bytes,
    async settled(sentBytes) {
      wholeWireBytes = raw.bytesWritten - writtenBefore;
      const untilMs = performance.now() + SETTLE_MS;
      while (bytes(sentBytes) < sentBytes && !raw.destroyed && performance.now() < untilMs)
        await setTimeout(SETTLE_STEP_MS);
    },
  };
}
