// The incompressible bytes that every download sends, framed as HTTP chunks beforehand: made once, shared, never written to.
import { randomFillSync } from 'node:crypto';

/** Payload of one pool: no compressor on the way sees a repetition (their windows are 32 KiB where they work on the fly). */
export const POOL_BYTES = 1 << 20;

/** Random bytes without framing. */
export const pool: Buffer = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));

const CRLF = '\r\n';

/** A pool cut into chunks of one size, each with its framing, so that any run of whole chunks can be written as it is. */
export type FramedPool = { chunkBytes: number; framedChunkBytes: number; framed: Buffer };

/** Pools by chunk size, smallest first: small chunks end soon on slow links, large ones cost nothing on fast ones. */
export const framedPools: readonly FramedPool[] = [1 << 11, 1 << 14, 1 << 17].map(frame);

/** One chunk of any size up to the pool's: the last before a bound of bytes. */
export function frameChunk(chunkBytes: number): Buffer {
  return Buffer.concat([Buffer.from(headOf(chunkBytes)), pool.subarray(0, chunkBytes), Buffer.from(CRLF)]);
}

function frame(chunkBytes: number): FramedPool {
  const head = headOf(chunkBytes);
  const framedChunkBytes = head.length + chunkBytes + CRLF.length;
  const framed = Buffer.allocUnsafeSlow(framedChunkBytes * (POOL_BYTES / chunkBytes));
  for (let [from, at] = [0, 0]; from < POOL_BYTES; from += chunkBytes, at += framedChunkBytes) {
    framed.write(head, at, 'latin1');
    pool.copy(framed, at + head.length, from, from + chunkBytes);
    framed.write(CRLF, at + framedChunkBytes - CRLF.length, 'latin1');
  }
  return { chunkBytes, framedChunkBytes, framed };
}

function headOf(chunkBytes: number): string {
  return `${chunkBytes.toString(16)}${CRLF}`;
}
