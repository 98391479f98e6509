// GET /api/v1/statistics, and below it its picture, modelled communes and hexagons.
import { createRoute } from '@hono/zod-openapi';
import { hexagonAnswer, modelledAnswer, modelledCommunesAnswer, statisticsAnswer } from '@i-speed/spec';
import * as z from 'zod';
import { tableCsv } from '../document/sheet/flat-csv.ts';
import { makePicture } from '../picture/make-picture.ts';
import { askStatistics, type StatisticsDesk } from '../statistics/ask.ts';
import { faultsBesides } from '../statistics/faults.ts';
import { askHexagons, HEXAGON_COLUMNS, hexagonQuery, hexagonRows } from '../statistics/hexagons.ts';
import { openModels } from '../statistics/model.ts';
import { askModelled, modelledQuery } from '../statistics/modelled.ts';
import { askModelledCommunes, modelledCommunesQuery } from '../statistics/modelled-communes.ts';
import { statisticsQuery } from '../statistics/request.ts';
import { STATISTICS_COLUMNS, statisticsRows } from '../statistics/table.ts';
import { FIGURES_CACHED } from './cache-control.ts';
import { inTime } from './in-time.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';
import { pictureAnswer, pictureQuery, sendPicture } from './statistics-picture.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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
        [XLSX]: { schema: z.string().meta({ format: 'binary' }) },
        'application/vnd.apache.parquet': { schema: z.string().meta({ format: 'binary' }) },
      },
    },
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const modelled = createRoute({
  method: 'get',
  path: '/api/v1/statistics/modelled',
  tags: ['results'],
  summary: 'The modelled estimate of a commune with few devices, where the model holds',
  description:
    'Drawn toward communes of the same province and access (docs/method/small-areas.md). An estimate, never a measurement: label it so, and rank nothing by it.',
  request: { query: modelledQuery },
  responses: {
    200: {
      description: 'The estimate, and how the model did on communes it was tried on',
      content: json(named('Modelled', modelledAnswer)),
    },
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const modelledCommunes = createRoute({
  method: 'get',
  path: '/api/v1/statistics/modelled/communes',
  tags: ['results'],
  summary: 'The modelled estimates of all communes with too few devices for a median',
  description:
    'For a map: of communes with `fromDevices` devices or more and fewer than `belowDevices`, never of others, and none where the model fails its back-test. `modelled` is a geometric mean and never a measurement: label it so, and rank nothing by it. Of mobile or fixed networks as a whole, in 31 days at most.',
  request: { query: modelledCommunesQuery },
  responses: {
    200: {
      description: 'The estimates, and how the model did on communes it was tried on',
      content: json(named('ModelledCommunes', modelledCommunesAnswer)),
    },
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const hexagons = createRoute({
  method: 'get',
  path: '/api/v1/statistics/hexagons',
  tags: ['results'],
  summary: 'Medians by H3 cell, of measurements that told a position of their own',
  description:
    'Whatever commune they lie in: for a map closer than communes. A cell that fewer than `leastDevices` devices measured against one kind of point does not appear, and no total is told from which it could be reckoned.',
  request: { query: hexagonQuery },
  responses: {
    200: {
      description: 'The cells that may be told',
      content: { ...json(named('HexagonAnswer', hexagonAnswer)), 'text/csv': { schema: z.string() } },
    },
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const picture = createRoute({
  method: 'get',
  path: '/api/v1/statistics/picture',
  tags: ['results'],
  summary: 'The answer to the same question as a chart',
  description:
    'Medians with their intervals by group, or with `histogram` how the values are spread; of one kind of point, the one inside the country with the most measurements where none is named.',
  request: {
    query: statisticsQuery.omit({ format: true }).extend(pictureQuery),
  },
  responses: {
    200: pictureAnswer,
    ...problemAnswers('preparing', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export function statisticsRoutes(desk: StatisticsDesk, isDemo: boolean) {
  const besides = (query: Record<string, string>) =>
    faultsBesides(query, { nowMs: desk.clock(), reference: desk.reference });
  const pictures = newRouter(besides).openapi(picture, async (c) => {
    const { format, lang, ...asked } = c.req.valid('query');
    const query = { ...asked, format: 'json' as const };
    const answer = await inTime(c, askStatistics(desk, query));
    const svg = makePicture(answer, query, { reference: desk.reference, language: lang, isDemo });
    return sendPicture(c, svg, { name: `i-speed-${query.indicator}-${query.groupBy ?? 'total'}`, format });
  });
  const models = openModels(desk);
  const more = pictures
    .openapi(modelled, async (c) =>
      c.json(await inTime(c, askModelled(desk, models, c.req.valid('query'))), 200, FIGURES_CACHED),
    )
    .openapi(modelledCommunes, async (c) =>
      c.json(await inTime(c, askModelledCommunes(desk, models, c.req.valid('query'))), 200, FIGURES_CACHED),
    );
  const withHexagons = more.openapi(hexagons, async (c) => {
    const query = c.req.valid('query');
    const answer = await inTime(c, askHexagons(desk, query));
    if (query.format === 'json') return c.json(answer, 200, FIGURES_CACHED);
    const { from, to } = answer.period;
    return c.body(tableCsv(HEXAGON_COLUMNS, hexagonRows(answer)), 200, {
      ...FIGURES_CACHED,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="i-speed-${query.indicator}-h3-${query.resolution}-${from}-${to}.csv"`,
    });
  });
  return withHexagons.openapi(ask, async (c) => {
    const query = c.req.valid('query');
    const answer = await inTime(c, askStatistics(desk, query));
    if (query.format === 'json') return c.json(answer, 200, FIGURES_CACHED);
    const name = `i-speed-${query.indicator}-${query.groupBy ?? 'total'}-${answer.period.from}-${answer.period.to}`;
    const rows = statisticsRows(answer);
    const as = (type: string) => ({
      ...FIGURES_CACHED,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}.${query.format}"`,
    });
    if (query.format === 'csv') return c.body(tableCsv(STATISTICS_COLUMNS, rows), 200, as('text/csv; charset=utf-8'));
    if (query.format === 'xlsx') {
      const { statisticsXlsx } = await import('../statistics/statistics-xlsx.ts');
      return c.body(new Uint8Array(await statisticsXlsx(query, answer)), 200, as(XLSX));
    }
    const bytes = await desk.warehouse.parquetOf(STATISTICS_COLUMNS, rows);
    return c.body(new Uint8Array(bytes), 200, as('application/vnd.apache.parquet'));
  });
}
