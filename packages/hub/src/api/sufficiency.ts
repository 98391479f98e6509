// GET /api/v1/sufficiency, GET /api/v1/sufficiency/{commune} and GET /api/v1/validity.
import { createRoute } from '@hono/zod-openapi';
import { areaCode, calendarMonth, communeNeed, sufficiencyBoard, validityReport } from '@i-speed/spec';
import * as z from 'zod';
import type { StatisticsDesk } from '../statistics/ask.ts';
import { statisticsQuery } from '../statistics/request.ts';
import { openSufficiency } from '../statistics/sufficiency.ts';
import { toQuestion } from '../statistics/to-question.ts';
import { validityReportOf } from '../statistics/validity-report.ts';
import { COUNTS_CACHED } from './cache-control.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const board = createRoute({
  method: 'get',
  path: '/api/v1/sufficiency',
  tags: ['results'],
  summary: 'Where the sample of a month is enough and where it is short, fixed and mobile apart',
  request: {
    query: z.strictObject({
      month: calendarMonth.optional().describe('this month when absent'),
      province: areaCode.optional().describe('tells its communes too'),
    }),
  },
  responses: {
    200: { description: 'The board', content: json(named('SufficiencyBoard', sufficiencyBoard)) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const need = createRoute({
  method: 'get',
  path: '/api/v1/sufficiency/{commune}',
  tags: ['results'],
  summary: 'What a commune still needs this month, and how often the automatic mode should measure there',
  request: { params: z.object({ commune: areaCode }) },
  responses: {
    200: { description: 'The need', content: json(named('CommuneNeed', communeNeed)) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const validity = createRoute({
  method: 'get',
  path: '/api/v1/validity',
  tags: ['results'],
  summary: 'How many measurements were excluded, for each reason',
  request: { query: statisticsQuery.pick({ from: true, to: true }) },
  responses: {
    200: { description: 'Counts by reason', content: json(named('ValidityReport', validityReport)) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export function sufficiencyRoutes(desk: StatisticsDesk) {
  const sufficiency = openSufficiency(desk);
  return newRouter()
    .openapi(board, async (c) => c.json(await sufficiency.board(c.req.valid('query')), 200, COUNTS_CACHED))
    .openapi(need, async (c) => c.json(await sufficiency.need(c.req.valid('param').commune), 200, COUNTS_CACHED))
    .openapi(validity, async (c) => {
      const setting = { nowMs: desk.clock(), reference: desk.reference };
      const { period } = toQuestion(statisticsQuery.parse(c.req.valid('query')), setting);
      return c.json(await validityReportOf(desk, period), 200, COUNTS_CACHED);
    });
}
