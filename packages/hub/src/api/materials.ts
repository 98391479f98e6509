// GET /api/v1/materials: what a body needs to invite people to measure, with its own title, name and link.

import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import * as z from 'zod';
import type { HubConfig } from '../config.ts';
import type { MaterialContent } from '../materials/draw.ts';
import { MATERIAL_IDS, materialKind, TEXT_IDS } from '../materials/kinds.ts';
import { makeMaterial, materialText } from '../materials/make-material.ts';
import { ProblemError } from '../problem.ts';
import { TABLES_CACHED } from './cache-control.ts';
import { type ApiEnv, json, newRouter, problemAnswers } from './router.ts';

const list = z.object({
  materials: z.array(
    z.object({ id: z.enum(MATERIAL_IDS), unit: z.enum(['px', 'mm']), width: z.number(), height: z.number() }),
  ),
  texts: z.array(z.enum(TEXT_IDS)),
});

const query = z.object({
  title: z.string().trim().min(1).max(120).optional().describe('headline in place of the usual one'),
  body: z.string().trim().min(1).max(120).optional().describe('name of the body that gives it out'),
  link: z
    .string()
    .max(300)
    .optional()
    .describe('path or address on this system to which the QR leads; its front page when absent'),
  lang: z.enum(['vi', 'en']).default('vi'),
});

const listRoute = createRoute({
  method: 'get',
  path: '/api/v1/materials',
  tags: ['materials'],
  summary: 'The materials there are, with their sizes',
  responses: { 200: { description: 'Materials', content: json(list) }, ...problemAnswers('rate-limited') },
});

const fileRoute = createRoute({
  method: 'get',
  path: '/api/v1/materials/{id}/{format}',
  tags: ['materials'],
  summary: 'One material as SVG, PNG, or PDF for the printer',
  request: { params: z.object({ id: z.enum(MATERIAL_IDS), format: z.enum(['svg', 'png', 'pdf']) }), query },
  responses: { 200: { description: 'The file' }, ...problemAnswers('invalid', 'rate-limited') },
});

const textRoute = createRoute({
  method: 'get',
  path: '/api/v1/materials/{id}',
  tags: ['materials'],
  summary: 'A text to be read out or sent',
  request: { params: z.object({ id: z.enum(TEXT_IDS) }), query },
  responses: { 200: { description: 'Plain text' }, ...problemAnswers('invalid', 'rate-limited') },
});

const TYPES = { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf' } as const;

export function materialRoutes({ isDemo, publicUrl }: Pick<HubConfig, 'isDemo' | 'publicUrl'>) {
  const contentOf = (c: Context<ApiEnv>, { lang, link, title, body }: z.infer<typeof query>): MaterialContent => ({
    language: lang,
    isDemo,
    link: ownLink(link ?? '/', originOf(c, publicUrl)),
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
  });
  return newRouter()
    .openapi(listRoute, (c) =>
      c.json({ materials: MATERIAL_IDS.map(materialKind), texts: [...TEXT_IDS] }, 200, BY_HOST),
    )
    .openapi(fileRoute, async (c) => {
      const { id, format } = c.req.valid('param');
      const bytes = await makeMaterial(id, format, contentOf(c, c.req.valid('query')));
      const name = `i-speed-${id}.${format}`;
      return c.body(bytes, 200, {
        ...BY_HOST,
        'content-type': TYPES[format],
        'content-disposition': `inline; filename="${name}"`,
      });
    })
    .openapi(textRoute, (c) => {
      const { id } = c.req.valid('param');
      return c.text(materialText(id, contentOf(c, c.req.valid('query'))), 200, BY_HOST);
    });
}

/** Links in them name the host that was asked. */
const BY_HOST = { ...TABLES_CACHED, vary: 'host' };

/** Host and protocol under which people reach this hub. */
function originOf(c: Context<ApiEnv>, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const url = new URL(c.req.url);
  return `${url.protocol}//${c.req.header('host') ?? url.host}`;
}

/** A QR of this system leads to this system: nobody may have it print the way to another site. Throws ProblemError `invalid`. */
function ownLink(link: string, origin: string): string {
  const url = URL.canParse(link, origin) ? new URL(link, origin) : undefined;
  if (url?.origin === origin) return url.href;
  const message = `the link must lead to ${origin}`;
  throw new ProblemError('invalid', message, { faults: [{ path: 'query.link', message }] });
}
