// /api/v1/portal/campaigns: what is run, and each month's board, consolidation and papers.
import { createRoute } from '@hono/zod-openapi';
import {
  boardPart,
  campaign,
  campaignDraft,
  consolidation,
  monthBoard,
  reportMonth,
  slug,
  unitTarget,
} from '@i-speed/spec';
import * as z from 'zod';
import { createCampaign, enlistNew, listCampaigns } from '../campaign/campaigns.ts';
import { listTargets, setTargets } from '../campaign/unit-targets.ts';
import { drawPaper, PAPER_NAMES, PAPERS } from '../document/draw-paper.ts';
import { demand } from '../people/policy.ts';
import { boardOf } from '../report/board.ts';
import { consolidate } from '../report/consolidate.ts';
import { partOf } from '../report/survey.ts';
import { IMPORT_WORDS, languageOf } from '../unit/fault-words.ts';
import { listResults } from '../work/results.ts';
import { named } from './named.ts';
import { FILE_ANSWER, fileHeaders, type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const one = named('Campaign', campaign);
const PROBLEMS = problemAnswers('not-signed-in', 'forbidden', 'not-found', 'conflict', 'invalid', 'rate-limited');
const monthParams = z.object({ id: slug, month: reportMonth });
const MONTH = '/api/v1/portal/campaigns/{id}/months/{month}';

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/campaigns',
  tags: ['portal'],
  summary: 'The campaigns of one’s own scope, the latest first',
  responses: { 200: { description: 'Campaigns', content: json(z.object({ campaigns: z.array(one) })) }, ...PROBLEMS },
});

const create = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns',
  tags: ['portal'],
  summary: 'Starts a campaign with all units of its scope, or those named',
  request: { body: { required: true, content: json(campaignDraft) } },
  responses: { 201: { description: 'The campaign', content: json(one) }, ...PROBLEMS },
});

const enlist = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns/{id}/units',
  tags: ['portal'],
  summary: 'Takes in the units of the campaign’s scope that came after it was opened',
  request: { params: monthParams.pick({ id: true }) },
  responses: { 200: { description: 'How many', content: json(z.object({ added: z.int() })) }, ...PROBLEMS },
});

const TARGETS = '/api/v1/portal/campaigns/{id}/targets';

const ownTargets = createRoute({
  method: 'get',
  path: TARGETS,
  tags: ['portal'],
  summary: 'The units whose target is not the campaign’s',
  request: { params: monthParams.pick({ id: true }) },
  responses: {
    200: { description: 'By code', content: json(z.object({ targets: z.array(named('UnitTarget', unitTarget)) })) },
    ...PROBLEMS,
  },
});

const target = createRoute({
  method: 'post',
  path: TARGETS,
  tags: ['portal'],
  summary:
    'Sets targets of units from the running month on by a CSV (code, target; empty: the campaign’s): all, or none and every fault with its line',
  request: {
    params: monthParams.pick({ id: true }),
    body: { required: true, content: { 'text/csv': { schema: z.string() } } },
  },
  responses: { 200: { description: 'How many', content: json(z.object({ set: z.int() })) }, ...PROBLEMS },
});

const board = createRoute({
  method: 'get',
  path: MONTH,
  tags: ['portal'],
  summary: 'A line for each unit of one’s own scope: what the system counted, what was reported, what is short',
  request: {
    params: monthParams,
    query: z.object({
      part: boardPart.optional().describe('only lines that are short, late or waiting'),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(0).max(20_000).optional().describe('all when absent'),
    }),
  },
  responses: { 200: { description: 'The board', content: json(named('MonthBoard', monthBoard)) }, ...PROBLEMS },
});

const addUp = createRoute({
  method: 'post',
  path: `${MONTH}/consolidation`,
  tags: ['portal'],
  summary: 'Adds the accepted forms up; what is missing is named',
  request: { params: monthParams },
  responses: { 201: { description: 'The consolidation', content: json(consolidation) }, ...PROBLEMS },
});

const paper = createRoute({
  method: 'get',
  path: `${MONTH}/{paper}`,
  tags: ['portal'],
  summary: 'The form as XLSX or CSV, or the official letter with the form as its annex (DOCX, PDF)',
  request: { params: monthParams.extend({ paper: z.enum(PAPER_NAMES) }) },
  responses: {
    200: FILE_ANSWER,
    ...PROBLEMS,
  },
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
    })
    .openapi(board, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { id, month } = c.req.valid('param');
      return c.json(partOf(await boardOf(desk, grants, id, month), c.req.valid('query')), 200, PRIVATE);
    })
    .openapi(addUp, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, month } = c.req.valid('param');
      return c.json(await consolidate(desk, person, id, month), 201, PRIVATE);
    })
    .openapi(paper, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { id, month, paper } = c.req.valid('param');
      const board = await boardOf(desk, grants, id, month);
      demand(grants, 'report.export', { provinceCode: board.campaign.provinceCode });
      const results = await listResults(desk, grants, id, board.window);
      const bytes = await drawPaper(desk, paper, board, results);
      return c.body(new Uint8Array(bytes), 200, fileHeaders(PAPERS[paper], `i-speed-${month}-${paper}`));
    });
}
