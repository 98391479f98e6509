// GET /api/v1/open-data/{month}/{version}/{name}: the files behind a publication, as they were frozen, under the names that its manifest tells.
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute } from '@hono/zod-openapi';
import { calendarMonth, type Publication } from '@i-speed/spec';
import type { Context } from 'hono';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import { openDataFolder, type PublicationDesk } from '../publication/publish.ts';
import { type ApiEnv, newRouter, problemAnswers } from './router.ts';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
};

const params = z.object({
  month: calendarMonth,
  version: z.string().regex(/^v\d+$/, 'v and a number'),
  name: z.string(),
});

const responses = {
  200: {
    description: 'The file',
    content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
  },
  ...problemAnswers('not-found', 'invalid', 'rate-limited', 'storage-unavailable'),
};

const file = createRoute({
  method: 'get',
  path: '/api/v1/open-data/{month}/{version}/{name}',
  tags: ['publications'],
  summary:
    'A file of open data; manifest.json names all of them with size and SHA-256; tables.json is what is made from them',
  description: 'Licence CC BY 4.0. Never changed once published: a correction is a new version.',
  request: { params },
  responses,
});

const dailyFile = createRoute({
  method: 'get',
  path: '/api/v1/open-data/{month}/{version}/daily/{name}',
  tags: ['publications'],
  summary: 'The measurements of one day, as CSV or Parquet',
  request: { params },
  responses,
});

export function openDataRoutes({ shelf, openDataDir }: Pick<PublicationDesk, 'shelf' | 'openDataDir'>) {
  async function send(c: Context<ApiEnv>, month: string, version: string, name: string) {
    const number = Number(version.slice(1));
    const published = await shelf.get(month, number);
    const sha256 = published && sha256Of(published, name);
    // Only names that the publication itself tells lead to a file.
    if (published === undefined || (sha256 === undefined && name !== 'manifest.json'))
      throw new ProblemError('not-found', `open data of ${month} ${version} has no ${name}`);
    if (sha256 !== undefined && c.req.header('if-none-match')?.includes(sha256)) return c.body(null, 304);
    const path = join(openDataFolder(openDataDir, month, number), name);
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) throw new ProblemError('storage-unavailable', elsewhere(name));
    const headers = {
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'content-disposition': `attachment; filename="${name.replaceAll('/', '-')}"`,
      'content-length': String(size),
      'cache-control': 'public, max-age=86400, immutable',
      ...(sha256 !== undefined && { etag: `"${sha256}"` }),
    };
    // What nobody reads would never be closed.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    return c.body(asWeb((await open(path)).createReadStream()), 200, headers);
  }
  return newRouter()
    .openapi(dailyFile, (c) => {
      const { month, version, name } = c.req.valid('param');
      return send(c, month, version, `daily/${name}`);
    })
    .openapi(file, (c) => {
      const { month, version, name } = c.req.valid('param');
      return send(c, month, version, name);
    });
}

/** Checksum of a file of the publication; absent where it tells none. */
function sha256Of({ files, checksum }: Publication, name: string): string | undefined {
  return name === 'tables.json' ? checksum : files.find((one) => one.name === name)?.sha256;
}

const elsewhere = (name: string) =>
  `${name} is published, but is not in this hub's folder of open data; hubs of one system share one folder, set by I_SPEED_OPEN_DATA`;

/** Guarantee: Node's own conversion gives the stream that a Response takes; only the type declarations are two. */
function asWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
