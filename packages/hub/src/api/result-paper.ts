// GET /api/v1/measurements/{id}/result.pdf.
import { createRoute } from '@hono/zod-openapi';
import { uuidv7 } from '@i-speed/spec';
import * as z from 'zod';
import { namesOf } from '../card/make-card.ts';
import { ProblemError } from '../problem.ts';
import type { CardParts } from './card.ts';
import { newRouter, problemAnswers } from './router.ts';

const paper = createRoute({
  method: 'get',
  path: '/api/v1/measurements/{id}/result.pdf',
  tags: ['results'],
  summary: 'The result on paper: a page of A4 with every figure, and the link under which anyone checks it',
  request: {
    params: z.object({ id: uuidv7 }),
    query: z.object({ lang: z.enum(['vi', 'en']).default('vi').describe('language of the words in it') }),
  },
  responses: {
    200: { description: 'PDF', content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } } },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export function resultPaperRoutes({ warehouse, maker, publicUrl }: CardParts) {
  return newRouter().openapi(paper, async (c) => {
    const id = c.req.valid('param').id.toLowerCase();
    const { lang } = c.req.valid('query');
    const kept = await warehouse.byId(id);
    if (kept === undefined) throw new ProblemError('not-found', `no measurement ${id} is kept`);
    const link = new URL(`${lang === 'en' ? '/en' : ''}/do/${id}`, publicUrl ?? c.req.url);
    const names = await namesOf(maker, kept, link.host);
    const { resultPaper } = await import('../card/paper.ts');
    return c.body(await resultPaper(kept, names, link.href, lang), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="i-speed-${kept.startedAt.slice(0, 10)}-${id.slice(-6)}.pdf"`,
      'cache-control': 'public, max-age=3600',
    });
  });
}
