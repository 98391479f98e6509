// /api/v1/portal/campaigns: what is run, with which units and targets.
import { createRoute } from '@hono/zod-openapi';
import { campaign, campaignDraft, slug, unitTarget } from '@i-speed/spec';
import * as z from 'zod';
import { createCampaign, enlistNew, listCampaigns } from '../campaign/campaigns.ts';
import { listTargets, setTargets } from '../campaign/unit-targets.ts';
import { IMPORT_WORDS, languageOf } from '../unit/fault-words.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const one = named('Campaign', campaign);
const ofCampaign = z.object({ id: slug });

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/campaigns',
  tags: ['portal'],
  summary: 'The campaigns of one’s own scope, the latest first',
  responses: {
    200: { description: 'Campaigns', content: json(z.object({ campaigns: z.array(one) })) },
    ...PORTAL_PROBLEMS,
  },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns',
  tags: ['portal'],
  summary: 'Starts a campaign with all units of its scope, or those named',
  request: { body: { required: true, content: json(campaignDraft) } },
  responses: { 201: { description: 'The campaign', content: json(one) }, ...PORTAL_PROBLEMS },
});

const enlist = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns/{id}/units',
  tags: ['portal'],
  summary: 'Takes in the units of the campaign’s scope that came after it was opened',
  request: { params: ofCampaign },
  responses: { 200: { description: 'How many', content: json(z.object({ added: z.int() })) }, ...PORTAL_PROBLEMS },
});

const TARGETS = '/api/v1/portal/campaigns/{id}/targets';

const ownTargets = createRoute({
  method: 'get',
  path: TARGETS,
  tags: ['portal'],
  summary: 'The units whose target is not the campaign’s',
  request: { params: ofCampaign },
  responses: {
    200: { description: 'By code', content: json(z.object({ targets: z.array(named('UnitTarget', unitTarget)) })) },
    ...PORTAL_PROBLEMS,
  },
});

const target = createRoute({
  method: 'post',
  path: TARGETS,
  tags: ['portal'],
  summary:
    'Sets targets of units from the running month on by a CSV (code, target; empty: the campaign’s): all, or none and every fault with its line',
  request: {
    params: ofCampaign,
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: { 200: { description: 'How many', content: json(z.object({ set: z.int() })) }, ...PORTAL_PROBLEMS },
});

export function campaignRoutes({ people, desk }: PortalParts) {
  return newRouter()
    .openapi(list, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json({ campaigns: await listCampaigns(desk, grants) }, 200, PRIVATE);
    })
    .openapi(create, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await createCampaign(desk, person, c.req.valid('json')), 201, PRIVATE);
    })
    .openapi(enlist, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json({ added: await enlistNew(desk, person, c.req.valid('param').id) }, 200, PRIVATE);
    })
    .openapi(ownTargets, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json({ targets: await listTargets(desk, person, c.req.valid('param').id) }, 200, PRIVATE);
    })
    .openapi(target, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const words = IMPORT_WORDS[languageOf(c.req.header('accept-language'))];
      const table = { csv: await c.req.text(), words };
      return c.json({ set: await setTargets(desk, person, c.req.valid('param').id, table) }, 200, PRIVATE);
    });
}
