// GET /api/v1/statistics/changes, its table and its picture.
import { createRoute } from '@hono/zod-openapi';
import { changeSeriesAnswer } from '@i-speed/spec';
import * as z from 'zod';
import { tableCsv } from '../document/sheet/flat-csv.ts';
import { changesPicture } from '../picture/changes-picture.ts';
import type { StatisticsDesk } from '../statistics/ask.ts';
import { askChanges, changesQuery } from '../statistics/changes.ts';
import { CHANGE_COLUMNS, changeRows } from '../statistics/changes-table.ts';
import { faultsBesides } from '../statistics/faults.ts';
import { FIGURES_CACHED } from './cache-control.ts';
import { inTime } from './in-time.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';
import { pictureAnswer, pictureQuery, sendPicture } from './statistics-picture.ts';

const changes = createRoute({
  method: 'get',
  path: '/api/v1/statistics/changes',
  tags: ['results'],
  summary: 'How a geometric mean moved from month to month, as the sample was and with its mix held fixed',
  description:
    'Each month against the month before it, and against the last month. The mix is operator, technology and commune: what more of one of them in the sample would move stands still (docs/method/change.md).',
  request: { query: changesQuery.extend({ format: z.enum(['json', 'csv']).default('json') }) },
  responses: {
    200: {
      description: 'Changes, month by month',
      content: { ...json(named('ChangeSeries', changeSeriesAnswer)), 'text/csv': { schema: z.string() } },
    },
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const picture = createRoute({
  method: 'get',
  path: '/api/v1/statistics/changes/picture',
  tags: ['results'],
  summary: 'The same as a chart',
  description:
    'The geometric mean of each month with the last month’s mix, and dashed as it was measured; of one kind of point, one inside the country where none is named.',
  request: { query: changesQuery.extend(pictureQuery) },
  responses: { 200: pictureAnswer, ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable') },
});

export function changesRoutes(desk: StatisticsDesk, isDemo: boolean) {
  const router = newRouter((query) => faultsBesides(query, { nowMs: desk.clock(), reference: desk.reference }));
  const pictures = router.openapi(picture, async (c) => {
    const { format, lang, ...query } = c.req.valid('query');
    const answer = await inTime(c, askChanges(desk, query));
    const svg = changesPicture(answer, query, { reference: desk.reference, language: lang, isDemo });
    return sendPicture(c, svg, { name: `i-speed-${query.indicator}-fixed-mix`, format });
  });
  return pictures.openapi(changes, async (c) => {
    const { format, ...query } = c.req.valid('query');
    const answer = await inTime(c, askChanges(desk, query));
    if (format === 'json') return c.json(answer, 200, FIGURES_CACHED);
    return c.body(tableCsv(CHANGE_COLUMNS, changeRows(answer)), 200, {
      ...FIGURES_CACHED,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="i-speed-${query.indicator}-changes-${answer.from}-${answer.to}.csv"`,
    });
  });
}
