// /api/v1/portal/campaigns/{id}/months/{month}: the month's board, what is done with all its forms at once, and its papers.
import { createRoute } from '@hono/zod-openapi';
import { boardPart, consolidation, monthBoard, reportMonth, slug } from '@i-speed/spec';
import * as z from 'zod';
import { drawPaper, PAPER_NAMES, PAPERS } from '../document/paper/draw-paper.ts';
import { numberText } from '../number-text.ts';
import { demand } from '../people/policy.ts';
import { acceptPlain } from '../report/accept-plain.ts';
import { boardOf } from '../report/board.ts';
import { consolidate } from '../report/consolidate.ts';
import { partOf } from '../report/survey.ts';
import { listResults } from '../work/results.ts';
import { named } from './named.ts';
import { FILE_ANSWER, fileHeaders, type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const monthParams = z.object({ id: slug, month: reportMonth });
const MONTH = '/api/v1/portal/campaigns/{id}/months/{month}';

const board = createRoute({
  method: 'get',
  path: MONTH,
  tags: ['portal'],
  summary: 'A line for each unit of one’s own scope: what the system counted, what was reported, what is short',
  request: {
    params: monthParams,
    query: z.object({
      part: boardPart.optional().describe('only lines that are short, late or waiting'),
      offset: numberText(z.number().int().min(0)).default(0),
      limit: numberText(z.number().int().min(0).max(20_000)).optional().describe('all when absent'),
    }),
  },
  responses: { 200: { description: 'The board', content: json(named('MonthBoard', monthBoard)) }, ...PORTAL_PROBLEMS },
});

const addUp = createRoute({
  method: 'post',
  path: `${MONTH}/consolidation`,
  tags: ['portal'],
  summary: 'Adds the accepted forms up; what is missing is named',
  request: { params: monthParams },
  responses: { 201: { description: 'The consolidation', content: json(consolidation) }, ...PORTAL_PROBLEMS },
});

const takePlain = createRoute({
  method: 'post',
  path: `${MONTH}/acceptances`,
  tags: ['portal'],
  summary: 'Accepts every submitted form whose figures nobody corrected',
  request: { params: monthParams },
  responses: { 200: { description: 'How many', content: json(z.object({ accepted: z.int() })) }, ...PORTAL_PROBLEMS },
});

const paper = createRoute({
  method: 'get',
  path: `${MONTH}/{paper}`,
  tags: ['portal'],
  summary: 'The form as XLSX or CSV, or the official letter with the form as its annex (DOCX, PDF)',
  request: { params: monthParams.extend({ paper: z.enum(PAPER_NAMES) }) },
  responses: {
    200: FILE_ANSWER,
    ...PORTAL_PROBLEMS,
  },
});

export function monthRoutes({ people, desk }: PortalParts) {
  return newRouter()
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
    .openapi(takePlain, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, month } = c.req.valid('param');
      return c.json({ accepted: await acceptPlain(desk, person, id, month) }, 200, PRIVATE);
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
