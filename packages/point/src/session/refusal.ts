// A clear "no": one code of the protocol, what it means, and when to try again.
import type { RefusalCode } from '@i-speed/spec';

/** Thrown where a caller may not go on; told to it as `refused` (protocol 4.5) or as problem+json. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: RefusalCode, detail: string, retryAfterMs?: number) {
    super(detail);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
