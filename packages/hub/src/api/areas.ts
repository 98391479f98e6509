// GET /api/v1/areas: lists, search and single areas; and the short lists of provinces and communes for pickers.
import { createRoute } from '@hono/zod-openapi';
import type { Area, Edition, NameHit, Province, Reference } from '@i-speed/reference';
import * as spec from '@i-speed/spec';
import * as z from 'zod';
import { type AreaBook, chosenEdition, describeArea, toItem as toFullItem } from '../area/describe.ts';
import { numberText } from '../number-text.ts';
import { present } from '../present.ts';
import { ProblemError, unknownInQuery } from '../problem.ts';
import { TABLES_CACHED } from './cache-control.ts';
import { named } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const areaItem = named(
  'AreaName',
  z.object({
    code: spec.areaCode,
    name: z.string(),
    /** With the word for its type, as in official papers. */
    fullName: z.string(),
    type: z.string(),
  }),
);
const edition = z.iso.date();
const provinceList = z.object({ edition, provinces: z.array(areaItem) });
const communeList = z.object({ edition, province: areaItem, communes: z.array(areaItem) });

const editionQuery = z.strictObject({
  edition: edition.optional().describe('validity start of an edition; today’s when absent'),
});
const codeParam = z.object({ code: spec.areaCode });

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

const listQuery = editionQuery.extend({
  q: z.string().trim().min(1).max(100).optional().describe('part of a name, with or without marks, former names too'),
  level: spec.areaLevel.optional().describe('provinces when absent and no province is named; in a search, both'),
  province: spec.areaCode
    .optional()
    .describe('only what lies in this province; of a search, in this province of today'),
  former: z.enum(['true', 'false']).default('true').describe('whether a search looks at former names too'),
  limit: numberText(z.number().int().min(1).max(50)).default(10).describe('answers of a search at most'),
});

const listAreas = createRoute({
  method: 'get',
  path: '/api/v1/areas',
  tags: ['areas'],
  summary: 'Areas of an edition, or with `q` those whose name fits, best first',
  description:
    'Without `q`: the provinces; with `province` its communes; with `level=commune` all communes, each with the code of its province. With `q`: a search that ignores marks and finds former names, which lead to the areas of today.',
  request: { query: listQuery },
  responses: {
    200: { description: 'Areas or hits', content: json(named('AreaList', spec.areaList)) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited'),
  },
});

const oneArea = createRoute({
  method: 'get',
  path: '/api/v1/areas/{code}',
  tags: ['areas'],
  summary: 'One area, what it was made of and what became of it',
  request: { params: codeParam, query: editionQuery },
  responses: {
    200: { description: 'The area', content: json(named('AreaDetail', spec.areaDetail)) },
    ...problemAnswers('not-found', 'invalid', 'rate-limited'),
  },
});

/** The part of the reference that is shown. */
export type AreaTables = AreaBook & Pick<Reference, 'search'>;

export function areaRoutes(reference: AreaTables) {
  return newRouter()
    .openapi(listAreas, (c) => {
      const asked = c.req.valid('query');
      const edition = chosenEdition(reference, asked.edition);
      const found =
        asked.q === undefined ? { areas: list(reference, edition, asked) } : { hits: search(reference, asked) };
      return c.json({ edition, editions: reference.editions.map(toEdition), ...found }, 200, TABLES_CACHED);
    })
    .openapi(oneArea, (c) => {
      const edition = chosenEdition(reference, c.req.valid('query').edition);
      return c.json(describeArea(reference, c.req.valid('param').code, edition), 200, TABLES_CACHED);
    })
    .openapi(listProvinces, (c) => {
      const edition = chosenEdition(reference, c.req.valid('query').edition);
      return c.json({ edition, provinces: reference.provinces(edition).map(toItem) }, 200, TABLES_CACHED);
    })
    .openapi(listCommunes, (c) => {
      const edition = chosenEdition(reference, c.req.valid('query').edition);
      const { code } = c.req.valid('param');
      const province = reference.provinceByCode(code, edition);
      if (province === undefined) throw new ProblemError('not-found', `edition ${edition} has no province ${code}`);
      const communes = reference.communes(province.code, edition).map(toItem);
      return c.json({ edition, province: toItem(province), communes }, 200, TABLES_CACHED);
    });
}

type ListQuery = z.output<typeof listQuery>;

function list(reference: AreaTables, edition: string, { level, province }: ListQuery): spec.AreaItem[] {
  if (province === undefined)
    return (level === 'commune' ? reference.allCommunes(edition) : reference.provinces(edition)).map(toFullItem);
  const known = askedProvince(reference, province, edition);
  return level === 'province' ? [toFullItem(known)] : reference.communes(known.code, edition).map(toFullItem);
}

/** The province of a query. Throws ProblemError `invalid`. */
function askedProvince(reference: AreaTables, code: string, edition: string): Province {
  const known = reference.provinceByCode(code, edition);
  if (known === undefined) throw unknownInQuery('province', `edition ${edition} has no province ${code}`);
  return known;
}

/** In a province of today, whatever edition is listed: former areas are found by where they are now. */
function search(reference: AreaTables, { q = '', level, province, former, limit }: ListQuery): spec.AreaHit[] {
  if (province !== undefined) askedProvince(reference, province, reference.currentEdition);
  const narrowed = present({ level, provinceCode: province });
  const hits = reference.search(q, { ...narrowed, includeFormer: former === 'true', limit });
  return hits.map((hit) => ({ ...hit, within: [...hit.within], leadsTo: hit.leadsTo.map(toNamed) }));
}

function toNamed({ within, ...area }: NameHit['leadsTo'][number]) {
  return { ...area, within: [...within] };
}

function toEdition({ edition, validFrom, validTo }: Edition) {
  return present({ edition, validFrom, validTo });
}

function toItem({ code, name, fullName, type }: Area) {
  return { code, name, fullName, type };
}
