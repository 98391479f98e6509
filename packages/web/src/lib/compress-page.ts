// Pages travel compressed: the map's first picture alone is 140 KB of text, most of a second on slow 4G.

import { isPrivate } from '#lib/private-page.ts';

/**
 * The answer as gzip where the client takes it and it is a public page; else the answer itself: compression would let an attacker guess what
 * a private page holds from its length.
 */
export function compressPage(request: Request, pathname: string, response: Response): Response {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (!isPage || response.body === null || isPrivate(pathname)) return response;
  const headers = new Headers(response.headers);
  headers.append('vary', 'accept-encoding');
  const { status } = response;
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
    return new Response(response.body, { status, headers });
  }
  headers.delete('content-length');
  headers.set('content-encoding', 'gzip');
  const tag = headers.get('etag');
  if (tag !== null && !tag.startsWith('W/')) headers.set('etag', `W/${tag}`);
  return new Response(response.body.pipeThrough(new CompressionStream('gzip')), { status, headers });
}
