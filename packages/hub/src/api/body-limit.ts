// No body is taken that is larger than the hub's limit, whether it says its length or comes in chunks.
import type { MiddlewareHandler } from 'hono';
import { ProblemError } from '../problem.ts';
import type { ApiEnv } from './router.ts';

/**
 * Throws ProblemError `too-large`. A body without a length is read here, no further than the limit, and handed on whole: hono's own bodyLimit
 * would copy the server's request for that, which is not of the platform's class and cannot be copied.
 */
export function limitBody(limitBytes: number): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { method, headers } = c.req.raw;
    const told = headers.get('content-length');
    if (Number(told) > limitBytes) refuse(limitBytes);
    if (told === null && method !== 'GET' && method !== 'HEAD' && c.req.raw.body !== null) {
      const body = await readAtMost(c.req.raw.body, limitBytes);
      c.req.raw = new Request(c.req.url, { method, headers, body });
    }
    await next();
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) refuse(limitBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuse(limitBytes: number): never {
  throw new ProblemError('too-large', `at most ${limitBytes} bytes are taken at once; send it in smaller parts`);
}
