// /api/v1/portal/nation: what provinces hand up of a month, what the nation does with it, and its papers.
import { createRoute } from '@hono/zod-openapi';
import {
  nationBoard,
  nationConsolidation,
  nationLine,
  nationSender,
  nationWatch,
  reportMonth,
  slug,
} from '@i-speed/spec';
import * as z from 'zod';
import { drawNationPaper, PAPER_NAMES, PAPERS } from '../document/paper/draw-paper.ts';
import { nationBoardOf } from '../nation/board.ts';
import { handUp } from '../nation/hand-up.ts';
import { acceptReport, consolidateNation, returnReport } from '../nation/review.ts';
import { watchNation } from '../nation/watch.ts';
import { demand } from '../people/policy.ts';
import { named } from './named.ts';
import { FILE_ANSWER, fileHeaders, type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const line = named('NationLine', nationLine);
const MONTH = '/api/v1/portal/nation/months/{month}';
const SENDER = `${MONTH}/senders/{sender}`;
const monthParams = z.object({ month: reportMonth });
const senderParams = monthParams.extend({ sender: nationSender });
const text = (least: number) => z.string().trim().min(least).max(500);

const board = createRoute({
  method: 'get',
  path: MONTH,
  tags: ['portal'],
  summary: 'A line for each province of one’s own scope: what it handed up; sums of what the nation has taken',
  request: { params: monthParams },
  responses: {
    200: { description: 'The board', content: json(named('NationBoard', nationBoard)) },
    ...PORTAL_PROBLEMS,
  },
});

const send = createRoute({
  method: 'post',
  path: '/api/v1/portal/campaigns/{id}/months/{month}/handing-up',
  tags: ['portal'],
  summary: 'Hands the latest consolidation of a month up to the nation',
  request: {
    params: z.object({ id: slug, month: reportMonth }),
    body: { required: true, content: json(z.object({ note: text(1).optional() })) },
  },
  responses: { 201: { description: 'The line', content: json(line) }, ...PORTAL_PROBLEMS },
});

const giveBack = createRoute({
  method: 'post',
  path: `${SENDER}/return`,
  tags: ['portal'],
  summary: 'Gives a province’s report back with the reason',
  request: { params: senderParams, body: { required: true, content: json(z.object({ reason: text(5) })) } },
  responses: { 200: { description: 'The line', content: json(line) }, ...PORTAL_PROBLEMS },
});

const accept = createRoute({
  method: 'post',
  path: `${SENDER}/acceptance`,
  tags: ['portal'],
  summary: 'Takes a province’s report as it is',
  request: { params: senderParams, body: { required: true, content: json(z.object({})) } },
  responses: { 200: { description: 'The line', content: json(line) }, ...PORTAL_PROBLEMS },
});

const addUp = createRoute({
  method: 'post',
  path: `${MONTH}/consolidation`,
  tags: ['portal'],
  summary: 'Adds the accepted reports of provinces up; who is missing is named',
  request: { params: monthParams },
  responses: { 201: { description: 'The consolidation', content: json(nationConsolidation) }, ...PORTAL_PROBLEMS },
});

const paper = createRoute({
  method: 'get',
  path: `${MONTH}/{paper}`,
  tags: ['portal'],
  summary: 'The nation’s month as XLSX or CSV, or the official letter with its annex (DOCX, PDF)',
  request: { params: monthParams.extend({ paper: z.enum(PAPER_NAMES) }) },
  responses: {
    200: FILE_ANSWER,
    ...PORTAL_PROBLEMS,
  },
});

const watch = createRoute({
  method: 'get',
  path: '/api/v1/portal/nation/watch',
  tags: ['portal'],
  summary: 'How lately measurements came, and units whose measurements want a look',
  responses: {
    200: { description: 'What was seen', content: json(named('NationWatch', nationWatch)) },
    ...PORTAL_PROBLEMS,
  },
});

export function nationRoutes({ people, desk }: PortalParts) {
  return newRouter()
    .openapi(board, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json(await nationBoardOf(desk, grants, c.req.valid('param').month), 200, PRIVATE);
    })
    .openapi(send, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, month } = c.req.valid('param');
      return c.json(await handUp(desk, person, id, month, c.req.valid('json').note), 201, PRIVATE);
    })
    .openapi(giveBack, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { reason } = c.req.valid('json');
      return c.json(await returnReport(desk, person, c.req.valid('param'), reason), 200, PRIVATE);
    })
    .openapi(accept, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await acceptReport(desk, person, c.req.valid('param')), 200, PRIVATE);
    })
    .openapi(addUp, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await consolidateNation(desk, person, c.req.valid('param').month), 201, PRIVATE);
    })
    .openapi(watch, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      demand(grants, 'nation.watch', {});
      return c.json(await watchNation(desk), 200, PRIVATE);
    })
    .openapi(paper, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { month, paper } = c.req.valid('param');
      demand(grants, 'nation.export', {});
      const bytes = await drawNationPaper(desk, paper, await nationBoardOf(desk, grants, month));
      return c.body(new Uint8Array(bytes), 200, fileHeaders(PAPERS[paper], `i-speed-ca-nuoc-${month}-${paper}`));
    });
}
