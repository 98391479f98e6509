// GET /api/v1/publications: the monthly publications, frozen and versioned, as JSON, CSV, workbook, PDF and feed.
import { createRoute } from '@hono/zod-openapi';
import { calendarMonth, type Publication, publication, publicationList } from '@i-speed/spec';
import * as z from 'zod';
import { tableCsv } from '../document/sheet/flat-csv.ts';
import { numberText } from '../number-text.ts';
import { ProblemError } from '../problem.ts';
import { atomFeed } from '../publication/feed.ts';
import { LINE_COLUMNS, lineRows } from '../publication/lines-table.ts';
import type { PublicationDesk } from '../publication/publish.ts';
import { PUBLICATIONS_CACHED } from './cache-control.ts';
import { named } from './named.ts';
import { json, newRouter, noQuery, problemAnswers } from './router.ts';

const language = z.enum(['vi', 'en']).default('vi');
const versioned = z.object({
  version: numberText(z.number().int().positive()).optional().describe('the newest when absent'),
  lang: language.describe('language of the words in it'),
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/publications',
  tags: ['publications'],
  summary: 'The months that are published, newest first, each with its newest version',
  request: { query: noQuery },
  responses: {
    200: { description: 'Months', content: json(named('PublicationList', publicationList)) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const feed = createRoute({
  method: 'get',
  path: '/api/v1/publications/feed.atom',
  tags: ['publications'],
  summary: 'The publications as an Atom feed',
  request: { query: z.object({ lang: language }) },
  responses: {
    200: { description: 'Atom', content: { 'application/atom+xml': { schema: z.string() } } },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const one = createRoute({
  method: 'get',
  path: '/api/v1/publications/{month}',
  tags: ['publications'],
  summary: 'A month’s publication: every table, its version, checksum and changelog, and the open data behind it',
  request: { params: z.object({ month: calendarMonth }), query: versioned.pick({ version: true }) },
  responses: {
    200: { description: 'The publication', content: json(named('Publication', publication)) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const csv = createRoute({
  method: 'get',
  path: '/api/v1/publications/{month}/tables.csv',
  tags: ['publications'],
  summary: 'All tables of a month as one CSV',
  request: { params: z.object({ month: calendarMonth }), query: versioned },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const binary = { schema: z.string().meta({ format: 'binary' }) };

const document = createRoute({
  method: 'get',
  path: '/api/v1/publications/{month}/{file}',
  tags: ['publications'],
  summary: 'A month as a workbook or as a PDF for print',
  request: {
    params: z.object({ month: calendarMonth, file: z.enum(['tables.xlsx', 'tables.pdf']) }),
    query: versioned,
  },
  responses: {
    200: {
      description: 'The document',
      content: {
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': binary,
        'application/pdf': binary,
      },
    },
    ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export interface PublicationParts {
  readonly desk: PublicationDesk;
  readonly publicUrl?: string;
  /** True where all measurements are simulated, which every file then says, its name too. */
  readonly isDemo: boolean;
}

export function publicationRoutes({ desk, publicUrl, isDemo }: PublicationParts) {
  const nameOf = (month: string, version: number) => `i-speed-${month}-v${version}${isDemo ? '-simulated' : ''}`;
  const originOf = (url: string) => new URL(publicUrl ?? url).origin;
  return newRouter()
    .openapi(list, async (c) => {
      const all = await desk.shelf.list();
      const publications = all.map(({ version, tables: { month, received, counted, country } }) => ({
        month,
        ...version,
        received,
        counted,
        country,
      }));
      return c.json({ publications }, 200, PUBLICATIONS_CACHED);
    })
    .openapi(feed, async (c) => {
      const text = atomFeed(await desk.shelf.list(), originOf(c.req.url), c.req.valid('query').lang, isDemo);
      return c.body(text, 200, { ...PUBLICATIONS_CACHED, 'content-type': 'application/atom+xml; charset=utf-8' });
    })
    .openapi(one, async (c) => {
      return c.json(
        await find(desk, c.req.valid('param').month, c.req.valid('query').version),
        200,
        PUBLICATIONS_CACHED,
      );
    })
    .openapi(csv, async (c) => {
      const { month } = c.req.valid('param');
      const found = await find(desk, month, c.req.valid('query').version);
      const headers = asFile('text/csv; charset=utf-8', `${nameOf(month, found.version)}.csv`);
      return c.body(tableCsv(LINE_COLUMNS, lineRows(found.tables)), 200, { ...PUBLICATIONS_CACHED, ...headers });
    })
    .openapi(document, async (c) => {
      const { month, file } = c.req.valid('param');
      const { version, lang } = c.req.valid('query');
      const found = await find(desk, month, version);
      const name = `${nameOf(month, found.version)}-${lang}`;
      const { reference } = desk;
      const named = reference.targets().flatMap(({ id, legalSourceEn: act }) => (act ? [[id, act] as const] : []));
      const options = { language: lang, timeZone: reference.country.timeZone, isDemo, englishActs: new Map(named) };
      if (file === 'tables.pdf') {
        const { paperOf } = await import('../publication/paper.ts');
        const bytes = await paperOf(found, options);
        return c.body(bytes, 200, { ...PUBLICATIONS_CACHED, ...asFile('application/pdf', `${name}.pdf`) });
      }
      const { workbookOf } = await import('../publication/workbook.ts');
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return c.body(await workbookOf(found, options), 200, { ...PUBLICATIONS_CACHED, ...asFile(type, `${name}.xlsx`) });
    });
}

async function find({ shelf }: PublicationDesk, month: string, version: number | undefined): Promise<Publication> {
  const found = await shelf.get(month, version);
  if (found !== undefined) return found;
  const what = version === undefined ? month : `${month}, version ${version},`;
  throw new ProblemError('not-found', `${what} is not published; GET /api/v1/publications lists what is`);
}

function asFile(type: string, name: string) {
  return { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` };
}
