// The incompressible bytes that every download sends: made once, shared, never written to.
import { randomFillSync } from 'node:crypto';

/** Large enough that no compressor on the way sees a repetition (their windows are at most 8 MiB only at settings nobody runs on the fly). */
export const POOL_BYTES = 1 << 20;

/** Random bytes; slices of it are sent, so a download allocates nothing of its own. */
export const pool: Buffer = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
