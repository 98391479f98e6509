// POST /api/v1/my-data and /api/v1/my-data/erase: by POST, so that the pseudonym stands in no address and no log.
import { createRoute } from '@hono/zod-openapi';
import { erased, myData, ownProof } from '@i-speed/spec';
import { eraseOwn } from '../own/erase.ts';
import { type OwnDesk, readOwn } from '../own/my-data.ts';
import { NOT_KEPT } from './cache-control.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const request = { body: { required: true, content: json(ownProof) } };
const PROBLEMS = problemAnswers('malformed-json', 'invalid', 'rate-limited', 'storage-unavailable');

const read = createRoute({
  method: 'post',
  path: '/api/v1/my-data',
  tags: ['own data'],
  summary: 'All that is held of an install, for whoever has its pseudonym',
  request,
  responses: { 200: { description: 'Everything', content: json(named('MyData', myData)) }, ...PROBLEMS },
});

const erase = createRoute({
  method: 'post',
  path: '/api/v1/my-data/erase',
  tags: ['own data'],
  summary: 'Erases all that is held of an install; what stays is how many there were',
  request,
  responses: { 200: { description: 'How many', content: json(named('Erased', erased)) }, ...PROBLEMS },
});

/** `spend` takes one from the allowance of an address: nobody tries pseudonyms by the thousand. */
export function myDataRoutes(desk: OwnDesk, spend: (address: string) => void) {
  return newRouter()
    .openapi(read, async (c) => {
      spend(c.env.address);
      return c.json(await readOwn(desk, c.req.valid('json').installId), 200, NOT_KEPT);
    })
    .openapi(erase, async (c) => {
      spend(c.env.address);
      return c.json(await eraseOwn(desk, c.req.valid('json').installId), 200, NOT_KEPT);
    });
}
