import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { frameChunk, framedPools, POOL_BYTES, pool } from './pool.ts';

/** Reads HTTP/1.1 chunks (RFC 9112 section 7.1); throws where they are not such. */
function unframe(framed: Buffer): { payload: Buffer; sizes: number[] } {
  const parts: Buffer[] = [];
  for (let at = 0; at < framed.length; ) {
    const lineEnd = framed.indexOf('\r\n', at);
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16);
    const from = lineEnd + 2;
    expect(framed.toString('latin1', from + size, from + size + 2)).toBe('\r\n');
    parts.push(framed.subarray(from, from + size));
    at = from + size + 2;
  }
  return { payload: Buffer.concat(parts), sizes: parts.map((part) => part.length) };
}

it.each(framedPools)(
  'the pool framed in chunks of $chunkBytes bytes is the pool',
  ({ chunkBytes, framedChunkBytes, framed }) => {
    const { payload, sizes } = unframe(framed);
    expect(payload.equals(pool)).toBe(true);
    expect(new Set(sizes)).toEqual(new Set([chunkBytes]));
    expect(framed.length).toBe((POOL_BYTES / chunkBytes) * framedChunkBytes);
  },
);

it('a chunk of any size is framed as one chunk of it', () => {
  for (const size of [1, 15, 16, 2_047]) expect(unframe(frameChunk(size)).sizes).toEqual([size]);
});

it('5.2: the bytes cannot be compressed', () => {
  expect(gzipSync(pool).length).toBeGreaterThan(pool.length);
});
