// GET /api/v1/statistics.
import { createRoute } from '@hono/zod-openapi';
import { statisticsAnswer } from '../statistics/answer.ts';
import { askStatistics, type StatisticsDesk } from '../statistics/ask.ts';
import { statisticsQuery } from '../statistics/request.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const ask = createRoute({
  method: 'get',
  path: '/api/v1/statistics',
  tags: ['results'],
  summary: 'Mean, median and quantiles of what was measured, with their intervals',
  description:
    'Of the measurements that count (valid, and of one device in one commune and network at most one in 4 hours), collapsed to one value a device and week. n and devices are always told; figures only from `leastDevices` devices on. Points of different kinds (on-net, exchange, hosting, abroad) stand apart.',
  request: { query: statisticsQuery },
  responses: {
    200: { description: 'Totals and groups', content: json(named('StatisticsAnswer', statisticsAnswer)) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export function statisticsRoutes(desk: StatisticsDesk) {
  return newRouter().openapi(ask, async (c) => {
    const answer = await askStatistics(desk, c.req.valid('query'));
    return c.json(answer, 200, { 'cache-control': 'public, max-age=10' });
  });
}
