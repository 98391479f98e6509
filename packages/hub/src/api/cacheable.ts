// What may be asked again and again: compressed on the way, and named by an ETag so that it travels only when it changed.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { ApiEnv } from './router.ts';

/** Answers shorter than this are not worth compressing. */
const LEAST_BYTES = 1_024;

const PATHS = [
  'provinces',
  'areas',
  'operators',
  'targets',
  'statistics',
  'sufficiency',
  'validity',
  'publications',
].flatMap((name) => [`/api/v1/${name}`, `/api/v1/${name}/*`]);

/** ETags, 304 and compression for the read-only collections; an answer that names itself keeps its own ETag. */
export function cacheable(app: Pick<OpenAPIHono<ApiEnv>, 'use'>): void {
  for (const path of PATHS) {
    app.use(path, compress({ threshold: LEAST_BYTES }));
    app.use(path, etag({ weak: true }));
  }
}
