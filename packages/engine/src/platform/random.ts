// Incompressible payload in a browser.

/** Bodies are cut from one random megabyte: compressors look back 32 KiB, so nothing finds the repetition. */
const POOL_BYTES = 1024 * 1024;
/** `getRandomValues` fills at most this much at once (Web Crypto). */
const RANDOM_BYTES = 65_536;

let pool: Uint8Array<ArrayBuffer> | undefined;
let blob: Blob | undefined;

/** A megabyte, always the same. */
export function randomPool(): Uint8Array<ArrayBuffer> {
  if (pool === undefined) {
    pool = new Uint8Array(POOL_BYTES);
    for (let start = 0; start < POOL_BYTES; start += RANDOM_BYTES) {
      crypto.getRandomValues(pool.subarray(start, start + RANDOM_BYTES));
    }
  }
  return pool;
}

/**
 * A body of any size. Chromium copies typed arrays between its processes at 0.15 Gbit/s, Blobs at 3. Without a type the request
 * has no Content-Type and stays free of a preflight.
 */
export function randomBlob(sizeBytes: number): Blob {
  blob ??= new Blob([randomPool()]);
  const copies = Array<Blob>(Math.floor(sizeBytes / POOL_BYTES)).fill(blob);
  return new Blob([...copies, blob.slice(0, sizeBytes % POOL_BYTES)]);
}
