// Every request: its language, its security headers, and the API in the same process.
import { type Handle, type HandleFetch, sequence } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';

const language: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ locale }) =>
    resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) }),
  );

const security: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  // Isolation makes the browser's clock fine enough for round trips; points answer with CORS headers, so they stay readable.
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('cross-origin-embedder-policy', 'require-corp');
  response.headers.set('cross-origin-resource-policy', 'same-origin');
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('permissions-policy', 'geolocation=(self), camera=(), microphone=()');
  return response;
};

export const handle = sequence(language, security);

/** Pages ask the same API as everyone; in the hub's process the request takes no detour over the network. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const api = event.platform?.req?.iSpeedApi;
  const { pathname } = new URL(request.url);
  return api !== undefined && pathname.startsWith('/api/') ? api(request) : fetch(request);
};
