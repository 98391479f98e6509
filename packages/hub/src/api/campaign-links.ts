// /api/v1/campaigns/{code}: what everyone may see of a campaign, and the QR code of its short link.
import { createRoute } from '@hono/zod-openapi';
import { campaignName, slug } from '@i-speed/spec';
import * as z from 'zod';
import { campaignByLink } from '../campaign/campaign-link.ts';
import { linkQr, QR_HEADERS } from './link-qr.ts';
import { named } from './named.ts';
import type { PortalParts } from './portal-parts.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const codeParam = z.object({ code: slug });
const PROBLEMS = problemAnswers('not-found', 'invalid', 'rate-limited');

const one = createRoute({
  method: 'get',
  path: '/api/v1/campaigns/{code}',
  tags: ['units'],
  summary: 'A campaign by the code of its short link, with its units to choose from',
  request: {
    params: codeParam,
    query: z.object({
      q: z.string().trim().max(100).default('').describe('only units whose name or code holds this'),
    }),
  },
  responses: { 200: { description: 'The campaign', content: json(named('CampaignName', campaignName)) }, ...PROBLEMS },
});

const qr = createRoute({
  method: 'get',
  path: '/api/v1/campaigns/{code}/qr.svg',
  tags: ['units'],
  summary: 'The campaign’s link as a QR code with its quiet zone',
  request: { params: codeParam },
  responses: { 200: { description: 'SVG', content: { 'image/svg+xml': { schema: z.string() } } }, ...PROBLEMS },
});

export function campaignLinkRoutes({ desk, publicUrl }: PortalParts) {
  return newRouter()
    .openapi(one, async (c) => {
      const found = await campaignByLink(desk, c.req.valid('param').code, c.req.valid('query').q);
      return c.json(found, 200, { 'cache-control': 'public, max-age=60' });
    })
    .openapi(qr, async (c) => {
      const { code } = await campaignByLink(desk, c.req.valid('param').code, '');
      return c.body(await linkQr(`/c/${code}`, publicUrl ?? c.req.url), 200, QR_HEADERS);
    });
}
