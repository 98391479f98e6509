// The connection under an answer: little waits in its queue, as for our own downloads, and the kernel tells how much has arrived.
import { setTimeout } from 'node:timers/promises';
import { createRateMeter, pieceBytes, unsentBytes } from '../bulk/piece.ts';
import { rawSocketOf } from '../http/raw-socket.ts';
import { fdOf } from '../kernel/libc.ts';
import { readTcpInfo, streamOffset, type TcpInfo } from '../kernel/tcp-info.ts';
import { chooseCongestionControl, limitUnsent } from '../kernel/tune-socket.ts';
import type { ForeignResponse } from './exchange.ts';

/** The client's acknowledgements of the last bytes are waited for this long: longer than a deep queue of a slow link. */
const SETTLE_MS = 5_000;
const SETTLE_STEP_MS = 10;

export type Line = {
  /** How large the next write may be, of so many measurements that run: a client's probe on the same connection waits behind it. */
  pieceBytes(running: number): number;
  /** The kernel has taken so many bytes of the body by now. */
  took(totalBytes: number): void;
  /** How many of the body's bytes that the kernel has taken are at the client; all where it cannot be asked, none when the connection is gone. */
  arrivedBytes(takenBytes: number): number;
  /** True once all that was given to the kernel has arrived, and when the client has closed in good order; false when the wait is over or the connection broke. */
  settled(): Promise<boolean>;
};

/** Looks after the connection of this answer from now on. */
export function openLine(response: ForeignResponse, congestionControl: string): Line {
  const { socket } = response;
  const raw = socket ? rawSocketOf(socket) : undefined;
  const fd = raw && fdOf(raw);
  const meter = createRateMeter(performance.now());
  let kernelBytes = 0;
  const isGone = () => raw?.destroyed !== false;
  const readInfo = () => (isGone() ? undefined : readTcpInfo(fd));
  if (fd !== undefined) chooseCongestionControl(fd, congestionControl);
  return {
    pieceBytes(running) {
      const sizeBytes = pieceBytes(meter.bytesPerMs(), running, raw !== socket);
      if (fd !== undefined && !isGone() && unsentBytes(sizeBytes) !== kernelBytes) {
        kernelBytes = unsentBytes(sizeBytes);
        limitUnsent(fd, kernelBytes);
      }
      return sizeBytes;
    },
    took: (totalBytes) => meter.note(performance.now(), totalBytes),
    arrivedBytes(takenBytes) {
      if (isGone()) return 0;
      const info = readInfo();
      return info === undefined ? takenBytes : takenBytes - Math.max(0, streamOffset(info) - info.bytesAcked);
    },
    async settled() {
      const wholeBytes = offsetOf(readInfo());
      const untilMs = performance.now() + SETTLE_MS;
      while (!isGone() && performance.now() < untilMs) {
        if ((readInfo()?.bytesAcked ?? wholeBytes) >= wholeBytes) return true;
        await setTimeout(SETTLE_STEP_MS);
      }
      return isGone() && !socket?.errored && !raw?.errored;
    },
  };
}

/** Where the kernel cannot be asked nothing is waited for. */
function offsetOf(info: TcpInfo | undefined): number {
  return info === undefined ? 0 : streamOffset(info);
}
