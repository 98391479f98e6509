// The pages' server as the hub mounts it: loaded once it is built, with the headers that hold for every answer of it.
import { pathToFileURL } from 'node:url';
import type { PageHandler, PageRequest } from '@i-speed/hub';
import { handlerPath } from './web-build.ts';

/**
 * Cross-origin isolation makes the browser's clock fine enough for round trips; it must stand on scripts and workers too. Points
 * answer with CORS headers, so the pages may still read them.
 */
const HEADERS: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=()',
};
const PROTOCOL = 'x-forwarded-proto';
const FORM_LIMIT = '6M';

export type Pages = { handle: PageHandler; load(): Promise<void> };

/** The pages; until they are loaded every request is answered 503. Behind a trusted proxy its word for the protocol counts, else `http`. */
export function openPages(trustedProxies: number): Pages {
  let handler: PageHandler = (_request, response) => void response.writeHead(503, { 'retry-after': '5' }).end();
  return {
    handle(request, response) {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      request.headers[PROTOCOL] = protocolOf(request, trustedProxies);
      handler(request, response);
    },
    async load() {
      process.env.PROTOCOL_HEADER = PROTOCOL;
      // A form may carry a file of 5 MiB or a list of a country's units; the API behind it has the limits that count.
      process.env.BODY_SIZE_LIMIT = FORM_LIMIT;
      handler = handlerOf(await import(pathToFileURL(handlerPath).href));
    },
  };
}

function protocolOf(request: PageRequest, trustedProxies: number): 'http' | 'https' {
  return trustedProxies > 0 && request.headers[PROTOCOL] === 'https' ? 'https' : 'http';
}

/** Guarantee: the module is the one that SvelteKit's Node adapter writes. */
function handlerOf(module: unknown): PageHandler {
  return (module as { handler: PageHandler }).handler;
}
