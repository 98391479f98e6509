// One connection's part of a download pulse (protocol section 5): random bytes until stop, a bound or the session's end.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { fdOf } from '../kernel/libc.ts';
import { limitUnsent } from '../kernel/tune-socket.ts';
import type { Metrics } from '../metrics.ts';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import type { Pulse } from '../session/pulse.ts';
import type { Session } from '../session/session.ts';
import { countDelivered } from './delivered.ts';
import { createRateMeter, FIRST_PIECE_BYTES, pieceBytes, unsentBytes } from './piece.ts';
import { type FramedPool, frameChunk, framedPools, POOL_BYTES } from './pool.ts';

export type DownloadBounds = { mostBytes: number; mostMs: number };

/**
 * Sends the body and ends it properly. `socket` is the request's, `raw` the TCP socket under it, the same without TLS. Pieces go
 * to the socket as they are, framed beforehand; head and last chunk are the response's own.
 */
export function sendDownload(
  session: Session,
  pulse: Pulse,
  reading: TcpReading,
  response: ServerResponse,
  socket: Socket,
  raw: Socket,
  bounds: DownloadBounds,
  metrics: Metrics,
): void {
  const fd = fdOf(raw);
  const startMs = performance.now();
  const meter = createRateMeter(startMs);
  let sentBytes = 0;
  /** What the socket has taken: of a piece under way when the connection broke, nothing. */
  let takenBytes = 0;
  let kernelBytes = 0;
  let poolOffset = 0;
  let isOver = false;

  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  response.flushHeaders();
  const delivered = countDelivered(socket, raw, fd);
  pulse.join(delivered);

  const leave = () => {
    isOver = true;
    clearTimeout(timer);
    pulse.stopped.removeEventListener('abort', finish);
  };
  const tellTaken = () => metrics.payloadBytes.inc({ direction: 'download', protocol: 'native' }, takenBytes);
  const finish = () => {
    if (isOver) return;
    leave();
    if (session.ended.aborted) {
      response.destroy();
      tellTaken();
      pulse.leave(delivered);
      return;
    }
    response.end(async () => {
      tellTaken();
      await delivered.settled();
      reading.refresh();
      pulse.leave(delivered);
    });
  };
  const breakOff = () => {
    if (isOver) return;
    leave();
    tellTaken();
    pulse.leave(delivered);
  };
  const sendNext = () => {
    if (isOver) return;
    const leftBytes = Math.min(bounds.mostBytes - sentBytes, session.allowanceBytes());
    if (leftBytes <= 0 || pulse.stopped.aborted) return finish();
    const wantedBytes =
      sentBytes === 0 ? FIRST_PIECE_BYTES : pieceBytes(meter.bytesPerMs(), session.running, socket !== raw);
    limitKernel(unsentBytes(wantedBytes));
    const from = poolFor(Math.min(wantedBytes, leftBytes));
    const payloadBytes = from === undefined ? leftBytes : takeBytes(from, Math.min(wantedBytes, leftBytes));
    const piece = from === undefined ? frameChunk(leftBytes) : slice(from, payloadBytes);
    sentBytes += payloadBytes;
    session.spend(payloadBytes);
    delivered.sent(payloadBytes, piece.length);
    let wasTakenAtOnce = true;
    const totalBytes = sentBytes;
    socket.write(piece, (error) => {
      // A destroyed socket refuses every write at once, and may do so long before the response hears of it.
      if (error) return breakOff();
      takenBytes = totalBytes;
      meter.note(performance.now(), totalBytes);
      // A kernel that takes every write at once would never let the event loop turn.
      if (wasTakenAtOnce) setImmediate(sendNext);
      else sendNext();
    });
    wasTakenAtOnce = socket.writableLength === 0;
  };
  const limitKernel = (sizeBytes: number) => {
    if (sizeBytes === kernelBytes || fd === undefined || raw.destroyed) return;
    limitUnsent(fd, sizeBytes);
    kernelBytes = sizeBytes;
  };
  const slice = (from: FramedPool, payloadBytes: number): Buffer => {
    if (poolOffset + payloadBytes > POOL_BYTES || poolOffset % from.chunkBytes !== 0) poolOffset = 0;
    const chunk = poolOffset / from.chunkBytes;
    poolOffset += payloadBytes;
    const end = chunk + payloadBytes / from.chunkBytes;
    return from.framed.subarray(chunk * from.framedChunkBytes, end * from.framedChunkBytes);
  };
  const timer = setTimeout(finish, bounds.mostMs);
  response.once('close', breakOff);
  pulse.stopped.addEventListener('abort', finish);
  sendNext();
}

/** The pool with the largest chunks of which the size holds at least one; absent when it is less than the smallest chunk. */
function poolFor(sizeBytes: number): FramedPool | undefined {
  return framedPools.findLast(({ chunkBytes }) => chunkBytes <= sizeBytes);
}

/** As many whole chunks as the size holds. */
function takeBytes(from: FramedPool, sizeBytes: number): number {
  return sizeBytes - (sizeBytes % from.chunkBytes);
}
