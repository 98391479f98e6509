// GET /api/v1/areas/shapes, /names and /tiles/{key}: what maps, pickers and devices load to work on their own.
import { createRoute } from '@hono/zod-openapi';
import { partOfTopology, type Reference, thinTopology } from '@i-speed/reference';
import { areaCode, areaLevel } from '@i-speed/spec';
import * as z from 'zod';
import { answerKept, keptJson } from '../area/kept-json.ts';
import { ProblemError, unknownInQuery } from '../problem.ts';
import { newRouter, problemAnswers } from './router.ts';

/** Bends that enclose less than a square of so many metres a side are left out. */
const DETAIL_M = { coarse: 600, fine: 60 } as const;

/** Answers kept in memory; each of 34 provinces in two details and some for the whole country, the largest below 1 MB. */
const KEPT_ANSWERS = 160;
const KEPT_TILES = 400;

/** The boundaries change only when an operator imports others and starts anew; the ETag tells. */
const CACHE = 'public, max-age=3600, stale-while-revalidate=86400';

const shapes = createRoute({
  method: 'get',
  path: '/api/v1/areas/shapes',
  tags: ['areas'],
  summary: 'The shapes of today’s areas as TopoJSON',
  description:
    'One object, `provinces` or `communes`; `id` is the code. `schematic` true: cells around label points, not official boundaries, which a map has to say. `archipelagos` are the islands that every national map shows and names.',
  request: {
    query: z.object({
      level: areaLevel.default('province'),
      province: areaCode.optional().describe('only this province'),
      detail: z.enum(['coarse', 'fine']).default('coarse').describe('bends kept down to 600 m or 60 m'),
    }),
  },
  responses: {
    200: {
      description: 'TopoJSON',
      content: { 'application/topo+json': { schema: z.object({ type: z.literal('Topology') }) } },
    },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

const names = createRoute({
  method: 'get',
  path: '/api/v1/areas/names',
  tags: ['areas'],
  summary: 'The table of names for searching on the device',
  request: {
    query: z.object({
      province: areaCode.optional().describe('only what lies in this province today'),
      former: z.enum(['true', 'false']).default('false').describe('former names too: larger'),
    }),
  },
  responses: {
    200: { description: 'Names', content: { 'application/json; charset=utf-8': { schema: z.looseObject({}) } } },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

const tile = createRoute({
  method: 'get',
  path: '/api/v1/areas/tiles/{key}',
  tags: ['areas'],
  summary: 'What a device needs to find its own commune, for a square of half a degree',
  description:
    'The key is floor(latitude / 0.5) and floor(longitude / 0.5) joined by an underscore: 42_211 for 21.03, 105.85. The position itself stays on the device.',
  request: { params: z.object({ key: z.string().regex(/^-?\d{1,3}_-?\d{1,3}$/, 'two whole numbers joined by _') }) },
  responses: {
    200: { description: 'The tile', content: { 'application/json; charset=utf-8': { schema: z.looseObject({}) } } },
    ...problemAnswers('not-found', 'invalid', 'rate-limited'),
  },
});

export type AreaFiles = Pick<
  Reference,
  'currentEdition' | 'provinceByCode' | 'boundaries' | 'archipelagos' | 'nameTable' | 'positionTile'
>;

export function areaFileRoutes(reference: AreaFiles) {
  const keep = keptJson(KEPT_ANSWERS);
  const keepTile = keptJson(KEPT_TILES);
  const known = (province: string | undefined) => {
    if (province === undefined || reference.provinceByCode(province, reference.currentEdition) !== undefined) return;
    throw unknownInQuery('province', `there is no province ${province} today`);
  };
  const router = newRouter();
  return router
    .openapi(shapes, (c) => {
      const { level, province, detail } = c.req.valid('query');
      known(province);
      const kept = keep(`shapes ${level} ${province ?? ''} ${detail}`, () => {
        const part = { level: level === 'commune' ? ('communes' as const) : ('provinces' as const) };
        const chosen = partOfTopology(reference.boundaries(), {
          ...part,
          ...(province !== undefined && { provinceCode: province }),
        });
        return { ...thinTopology(chosen, DETAIL_M[detail]), archipelagos: reference.archipelagos };
      });
      return answerKept(kept, c.req.raw.headers, { type: 'application/topo+json', cacheControl: CACHE });
    })
    .openapi(names, (c) => {
      const { province, former } = c.req.valid('query');
      known(province);
      const options = { includeFormer: former === 'true', ...(province !== undefined && { provinceCode: province }) };
      const kept = keep(`names ${province ?? ''} ${former}`, () => reference.nameTable(options));
      return answerKept(kept, c.req.raw.headers, { type: 'application/json; charset=utf-8', cacheControl: CACHE });
    })
    .openapi(tile, (c) => {
      const { key } = c.req.valid('param');
      const kept = keepTile(key, () => reference.positionTile(key) ?? null);
      if (kept.text === 'null') throw new ProblemError('not-found', `nothing of the country is near tile ${key}`);
      return answerKept(kept, c.req.raw.headers, { type: 'application/json; charset=utf-8', cacheControl: CACHE });
    });
}
