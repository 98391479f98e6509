// Large answers that change only with the reference: made, compressed and named once, then sent as they are.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { TypedResponse } from 'hono';

export interface KeptJson {
  readonly text: string;
  readonly gzip: Uint8Array<ArrayBuffer>;
  /** Strong ETag of the text. */
  readonly etag: string;
}

/** Keeps up to `limit` answers by key; the one made first goes first. */
export function keptJson(limit: number): (key: string, make: () => unknown) => KeptJson {
  const kept = new Map<string, KeptJson>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const text = JSON.stringify(make());
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    const made = { text, gzip: new Uint8Array(gzipSync(text)), etag };
    const oldest = kept.size >= limit ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, made);
    return made;
  };
}

/**
 * The answer to a request with these headers: 304 where the caller has it, compressed where it takes that. Guarantee of the type: the
 * body is the JSON text of what was kept, which the caller's route describes.
 */
export function answerKept<T>(
  kept: KeptJson,
  request: Headers,
  how: { readonly type: string; readonly cacheControl: string },
): Response & TypedResponse<T, 200, 'json'> {
  return answer(kept, request, how) as Response & TypedResponse<T, 200, 'json'>;
}

function answer(
  { text, gzip, etag }: KeptJson,
  request: Headers,
  { type, cacheControl }: { readonly type: string; readonly cacheControl: string },
): Response {
  const headers = { etag, vary: 'accept-encoding', 'cache-control': cacheControl };
  const held = (request.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (held.includes(etag) || held.includes('*')) return new Response(null, { status: 304, headers });
  const takesGzip = /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))|,|$)/i.test(request.get('accept-encoding') ?? '');
  return takesGzip
    ? new Response(gzip, { headers: { ...headers, 'content-type': type, 'content-encoding': 'gzip' } })
    : new Response(text, { headers: { ...headers, 'content-type': type } });
}
