// Every request: its language, the mark of simulated data, compression, and the API in the same process.
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { compressPage } from '#lib/compress-page.ts';
import { demoMark } from '#lib/demo-mark.ts';
import { m } from '#lib/paraglide/messages.js';
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

/** What a person sent and the framework itself refused is told in words; what broke goes to the log, as the framework does by itself. */
export const handleError: HandleServerError = (caught) => {
  if (caught.kind === 'framework' && caught.error.status === 413)
    return { message: m.portal_too_large(), hint: m.error_too_large() };
  if (caught.kind === 'unknown') console.error(caught.error);
};
