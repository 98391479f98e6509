// GET /api/v1/measurements/{id}/card.png.
import { createRoute } from '@hono/zod-openapi';
import { uuidv7 } from '@i-speed/spec';
import type { Warehouse } from '@i-speed/warehouse';
import * as z from 'zod';
import { type CardMaker, makeCard } from '../card/make-card.ts';
import { ProblemError } from '../problem.ts';
import { newRouter, problemAnswers } from './router.ts';

const card = createRoute({
  method: 'get',
  path: '/api/v1/measurements/{id}/card.png',
  tags: ['results'],
  summary: 'The result as a picture for sharing, 1200 x 630',
  request: {
    params: z.object({ id: uuidv7 }),
    query: z.object({ lang: z.enum(['vi', 'en']).default('vi').describe('language of the words in it') }),
  },
  responses: {
    200: { description: 'PNG', content: { 'image/png': { schema: z.string().meta({ format: 'binary' }) } } },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export interface CardParts {
  readonly warehouse: Warehouse;
  readonly maker: CardMaker;
  readonly publicUrl?: string;
}

export function cardRoutes({ warehouse, maker, publicUrl }: CardParts) {
  return newRouter().openapi(card, async (c) => {
    const id = c.req.valid('param').id.toLowerCase();
    const kept = await warehouse.byId(id);
    if (kept === undefined) throw new ProblemError('not-found', `no measurement ${id} is kept`);
    const { host } = new URL(publicUrl ?? c.req.url);
    const png = await makeCard(maker, kept, host, c.req.valid('query').lang);
    return c.body(png, 200, { 'content-type': 'image/png', 'cache-control': 'public, max-age=3600' });
  });
}
