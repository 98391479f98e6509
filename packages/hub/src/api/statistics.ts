// GET /api/v1/statistics.
import { createRoute } from '@hono/zod-openapi';
import { statisticsAnswer } from '@i-speed/spec';
import { toCsv } from '@i-speed/warehouse';
import * as z from 'zod';
import { askStatistics, type StatisticsDesk } from '../statistics/ask.ts';
import { statisticsQuery } from '../statistics/request.ts';
import { STATISTICS_COLUMNS, statisticsRows } from '../statistics/table.ts';
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
    200: {
      description: 'Totals and groups',
      content: {
        ...json(named('StatisticsAnswer', statisticsAnswer)),
        'text/csv': { schema: z.string() },
        'application/vnd.apache.parquet': { schema: z.string().meta({ format: 'binary' }) },
      },
    },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

/** New measurements show within this time. */
const CACHED = { 'cache-control': 'public, max-age=10, stale-while-revalidate=60' };

export function statisticsRoutes(desk: StatisticsDesk) {
  return newRouter().openapi(ask, async (c) => {
    const query = c.req.valid('query');
    const answer = await askStatistics(desk, query);
    if (query.format === 'json') return c.json(answer, 200, CACHED);
    const name = `i-speed-${query.indicator}-${query.groupBy ?? 'total'}-${answer.period.from}-${answer.period.to}`;
    const rows = statisticsRows(answer);
    const as = (type: string) => ({
      ...CACHED,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}.${query.format}"`,
    });
    if (query.format === 'csv') return c.body(toCsv(STATISTICS_COLUMNS, rows), 200, as('text/csv; charset=utf-8'));
    const bytes = await desk.warehouse.parquetOf(STATISTICS_COLUMNS, rows);
    return c.body(new Uint8Array(bytes), 200, as('application/vnd.apache.parquet'));
  });
}
