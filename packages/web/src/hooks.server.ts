// Every request: its language, the mark of simulated data, compression, and the API in the same process.
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks';
import { compressPage } from '#lib/compress-page.ts';
import { demoMark } from '#lib/demo-mark.ts';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const mark = await demoMark(event.platform?.req?.iSpeedApi, locale);
    const answer = await resolve(event, {
      transformPageChunk: ({ html }) => html.replace('%lang%', locale).replace('%demo%', mark),
    });
    return compressPage(event.request, event.url.pathname, answer);
  });

/** Pages ask the same API as everyone; in the hub's process the request takes no detour over the network. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const api = event.platform?.req?.iSpeedApi;
  const { pathname } = new URL(request.url);
  return api !== undefined && pathname.startsWith('/api/') ? api(request) : fetch(request);
};
