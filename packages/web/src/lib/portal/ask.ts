// The portal's pages ask the public API as the person who looks: the same routes, with the person's own cookie.
import type { Problem } from '@i-speed/spec';
import { type RequestEvent, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

export type Asked<T> = { ok: true; value: T } | { ok: false; problem: Problem };
type Asking = Pick<RequestEvent, 'fetch' | 'request' | 'url'>;

/** Asks or, with a body, posts (text goes as CSV). Who is not signed in is led to the sign-in page and back. `T` is the answer's shape in the API's document. */
export async function ask<T>({ fetch, request, url }: Asking, path: string, body?: unknown): Promise<Asked<T>> {
  const answer = await fetch(path, {
    headers: {
      cookie: request.headers.get('cookie') ?? '',
      origin: url.origin,
      'accept-language': getLocale(),
      ...(body !== undefined && { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (answer.status === 401) {
    // What was sent without a session is not done: the sign-in says so, and leads back to the form.
    const isSent = request.method === 'POST';
    const next = encodeURIComponent(url.pathname + (isSent ? '?da-nhap' : url.search));
    redirect(303, `${href('/dang-nhap')}?next=${next}${isSent ? '&het-phien' : ''}`);
  }
  return answer.ok
    ? { ok: true, value: await asShape<T>(answer) }
    : { ok: false, problem: await asShape<Problem>(answer) };
}

/** Guarantee: the hub answers by the schema of its own document. */
async function asShape<T>(answer: Response): Promise<T> {
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
