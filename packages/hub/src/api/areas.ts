// GET /api/v1/provinces and the communes of one: for pickers.
import { createRoute } from '@hono/zod-openapi';
import type { Area, Reference } from '@i-speed/reference';
import { areaCode } from '@i-speed/spec';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const areaItem = named(
  'Area',
  z.object({
    code: areaCode,
    name: z.string(),
    /** With the word for its type, as in official papers. */
    fullName: z.string(),
    type: z.string(),
  }),
);
const edition = z.iso.date();
const provinceList = z.object({ edition, provinces: z.array(areaItem) });
const communeList = z.object({ edition, province: areaItem, communes: z.array(areaItem) });

const editionQuery = z.object({
  edition: edition.optional().describe('validity start of an edition; today’s when absent'),
});
const codeParam = z.object({ code: areaCode });

const listProvinces = createRoute({
  method: 'get',
  path: '/api/v1/provinces',
  tags: ['areas'],
  summary: 'The provinces and cities of an edition, in the order of their codes',
  request: { query: editionQuery },
  responses: {
    200: { description: 'Provinces', content: json(provinceList) },
    ...problemAnswers('invalid', 'rate-limited'),
  },
});

const listCommunes = createRoute({
  method: 'get',
  path: '/api/v1/provinces/{code}/communes',
  tags: ['areas'],
  summary: 'The communes of a province, in the order of their codes',
  request: { params: codeParam, query: editionQuery },
  responses: {
    200: { description: 'Communes', content: json(communeList) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited'),
  },
});

/** The part of the reference that is shown. */
export type AreaTables = Pick<Reference, 'editions' | 'currentEdition' | 'provinces' | 'communes' | 'provinceByCode'>;

const CACHED = { 'cache-control': 'public, max-age=3600' };

export function areaRoutes(reference: AreaTables) {
  return newRouter()
    .openapi(listProvinces, (c) => {
      const edition = chosenEdition(reference, c.req.valid('query').edition);
      return c.json({ edition, provinces: reference.provinces(edition).map(toItem) }, 200, CACHED);
    })
    .openapi(listCommunes, (c) => {
      const edition = chosenEdition(reference, c.req.valid('query').edition);
      const { code } = c.req.valid('param');
      const province = reference.provinceByCode(code, edition);
      if (province === undefined) throw new ProblemError('not-found', `edition ${edition} has no province ${code}`);
      const communes = reference.communes(province.code, edition).map(toItem);
      return c.json({ edition, province: toItem(province), communes }, 200, CACHED);
    });
}

function chosenEdition({ editions, currentEdition }: AreaTables, asked: string | undefined): string {
  if (asked === undefined) return currentEdition;
  const known = editions.map(({ edition }) => edition);
  if (known.includes(asked)) return asked;
  const message = `there is no edition ${asked}; there are ${known.join(', ')}`;
  throw new ProblemError('invalid', message, { faults: [{ path: 'query.edition', message }] });
}

function toItem({ code, name, fullName, type }: Area) {
  return { code, name, fullName, type };
}
