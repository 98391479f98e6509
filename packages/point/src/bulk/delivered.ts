// How much of one download body the client has: by its TCP's acknowledgements where the kernel tells them (protocol 4.6).
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { readTcpInfo, readTcpProgress, type SegmentCount, streamOffset } from '../kernel/tcp-info.ts';

/** The client's acknowledgements of the last bytes are waited for this long: longer than a deep queue of a slow link. */
const SETTLE_MS = 5_000;
const SETTLE_STEP_MS = 10;
/** What TLS adds to a record: 5 bytes of header and 16 of tag; 1.3 hides 1 byte of type, 1.2 shows 8 of nonce (RFC 8446, RFC 5288). */
const RECORD_EXTRA_BYTES = { 'TLSv1.3': 22, 'TLSv1.2': 29 };
const RECORD_BYTES = 1 << 14;

export type Delivered = {
  /** A piece goes out now: its payload, and its size with HTTP framing. */
  sent(payloadBytes: number, framedBytes: number): void;
  /** Payload bytes the client has so far; never falls, never more than was sent. */
  bytes(): number;
  /** Segments of its connection that have reached the client, in order or not, by the latest `bytes()`; absent where the kernel does not tell. */
  segments(): SegmentCount | undefined;
  /** Call when the kernel has the whole body; resolves when all of it has arrived, the connection is gone, or the wait is over. */
  settled(): Promise<void>;
};

/**
 * Counts one body whose head has been written and nothing else. `socket` is the request's, `raw` the TCP socket under it. Framing
 * and TLS records are taken out in proportion. Where the kernel cannot be asked it is what left Node's own buffers.
 */
export function countDelivered(socket: Socket, raw: Socket, fd: number | undefined): Delivered {
  const readInfo = () => (raw.destroyed ? undefined : readTcpInfo(fd));
  const first = readInfo();
  const startOffset = first === undefined ? undefined : streamOffset(first) + socket.writableLength;
  const recordExtra = recordExtraOf(socket);
  let sentBytes = 0;
  let wireBytes = 0;
  /** Bytes of the whole body on the wire; until it has ended, what they must be about. */
  let wholeBytes: number | undefined;
  let latestBytes = 0;
  let segments = raw.destroyed ? undefined : readTcpProgress(fd)?.delivered;
  const arrivedOnWire = () => {
    if (startOffset === undefined)
      return socket.destroyed ? 0 : wireBytes - (wholeBytes === undefined ? socket.writableLength : 0);
    const progress = raw.destroyed ? undefined : readTcpProgress(fd);
    segments = progress?.delivered ?? segments;
    return progress === undefined ? 0 : progress.bytesAcked - startOffset;
  };
  const bytes = () => {
    if (latestBytes === sentBytes || wireBytes === 0) return latestBytes;
    const allBytes = wholeBytes ?? wireBytes;
    const shareBytes = Math.floor((sentBytes * Math.min(arrivedOnWire(), allBytes)) / allBytes);
    latestBytes = Math.max(latestBytes, shareBytes);
    return latestBytes;
  };
  return {
    sent(payloadBytes, framedBytes) {
      sentBytes += payloadBytes;
      wireBytes += framedBytes + Math.ceil(framedBytes / RECORD_BYTES) * recordExtra;
    },
    bytes,
    segments: () => segments,
    async settled() {
      const info = readInfo();
      wholeBytes = info === undefined || startOffset === undefined ? wireBytes : streamOffset(info) - startOffset;
      const untilMs = performance.now() + SETTLE_MS;
      while (bytes() < sentBytes && !raw.destroyed && performance.now() < untilMs) await setTimeout(SETTLE_STEP_MS);
    },
  };
}

function recordExtraOf(socket: Socket): number {
  if (!(socket instanceof TLSSocket)) return 0;
  return socket.getProtocol() === 'TLSv1.2' ? RECORD_EXTRA_BYTES['TLSv1.2'] : RECORD_EXTRA_BYTES['TLSv1.3'];
}
