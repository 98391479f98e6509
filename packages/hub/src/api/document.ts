// The OpenAPI document: the contract of the API, made from the routes themselves.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from './router.ts';

/** What the document says beside the routes. */
const FRAME = {
  openapi: '3.1.0',
  info: {
    title: 'i-Speed API',
    version: '1',
    description:
      'How the country measures its own Internet: measure, hand in, read results. Rates are 10^6 bit/s of payload, times milliseconds; what was not measured is absent, never 0. Errors are application/problem+json (RFC 9457) with a stable `code` and every fault named: a code in a query that names nothing is 422, one in the path 404. Whoever would rather not wait for statistics that are read for the first time says `Prefer: respond-async` (RFC 7240; `wait=5` for five seconds instead of 0.8): what takes longer is answered 202 with `Retry-After` and, as `Location`, the address to ask again, and is made meanwhile. Results are published under CC BY 4.0.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  tags: [
    { name: 'measuring', description: 'What a client needs: points, tickets, and where to hand in what it measured' },
    { name: 'results', description: 'Single measurements and statistics' },
    { name: 'publications', description: 'What a month was, frozen and versioned, and the open data behind it' },
    { name: 'areas', description: 'Provinces and communes, with the edition that gives their codes meaning' },
    { name: 'units', description: 'Participating units and their links' },
    {
      name: 'portal',
      description: 'What people with roles do: units, campaigns, monthly reports; signed in by a cookie',
    },
  ],
};

export type OpenApiDocument = ReturnType<OpenAPIHono<ApiEnv>['getOpenAPI31Document']>;

/** The document of a finished app, under the origin at which it was asked for. */
export function openApiDocument(
  app: Pick<OpenAPIHono<ApiEnv>, 'getOpenAPI31Document'>,
  origin: string,
): OpenApiDocument {
  return app.getOpenAPI31Document({ ...FRAME, servers: [{ url: origin }] });
}
