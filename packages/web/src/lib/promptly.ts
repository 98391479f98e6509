// Pages ask the API without waiting for what takes long: it is made meanwhile, and the page says so and opens itself again.
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

type Get = typeof fetch;

/** The API asked promptly: what is still being made counts as not answered, until `told` ends the page with words. */
export interface Promptly {
  readonly get: Get;
  /** The page's data. Throws 503, marked `isPreparing`, where an answer is still being made. */
  told<T>(data: T): T;
}

/** A page that comes within so many seconds needs no words before it. */
const PREFER = 'respond-async, wait=5';

/** Status of a page that is not there yet, and of an answer that pages take for none. */
const NOT_YET = 503;

export function promptly(get: Get): Promptly {
  let isPreparing = false;
  return {
    async get(path, init) {
      const headers = new Headers(init?.headers);
      headers.set('prefer', PREFER);
      const answer = await get(path, { ...init, headers });
      if (answer.status !== 202) return answer;
      isPreparing = true;
      return new Response(undefined, { status: NOT_YET });
    },
    told(data) {
      if (isPreparing) error(NOT_YET, m.preparing_title(), { hint: m.preparing_hint(), isPreparing });
      return data;
    },
  };
}
