// Units: what everyone may see of one, what its link brings, and the list and import for those who lead.
import { createRoute } from '@hono/zod-openapi';
import { mergerDraft, reportMonth, slug, standingUnit, unitFigures, unitMonth, unitName } from '@i-speed/spec';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { demandAnywhere } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { IMPORT_WORDS, languageOf } from '../unit/fault-words.ts';
import { handOver } from '../unit/hand-over.ts';
import { importUnits } from '../unit/import-units.ts';
import { listUnits, readUnit } from '../unit/list-units.ts';
import { mergeUnit, separateUnit } from '../unit/merge.ts';
import { nameUnit } from '../unit/name-unit.ts';
import { forgetUnit, openUnit } from '../unit/open-unit.ts';
import { unitMonthOf } from '../unit/unit-month.ts';
import { linkQr, QR_HEADERS } from './link-qr.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const codeParam = z.object({ code: slug });
const install = z.object({ installId: z.uuid() });
const full = named('Unit', standingUnit);

const one = createRoute({
  method: 'get',
  path: '/api/v1/units/{code}',
  tags: ['units'],
  summary: 'The name of a participating unit; of a merged one its successor’s',
  request: { params: codeParam },
  responses: { 200: { description: 'The unit', content: json(named('UnitName', unitName)) }, ...PORTAL_PROBLEMS },
});

const qr = createRoute({
  method: 'get',
  path: '/api/v1/units/{code}/qr.svg',
  tags: ['units'],
  summary: 'The unit’s link as a QR code with its quiet zone',
  request: { params: codeParam },
  responses: { 200: { description: 'SVG', content: { 'image/svg+xml': { schema: z.string() } } }, ...PORTAL_PROBLEMS },
});

const open = createRoute({
  method: 'post',
  path: '/api/v1/units/{code}/opens',
  tags: ['units'],
  summary: 'Counts one opening by an install that came through the unit’s link; the install is the unit’s from now on',
  request: { params: codeParam, body: { required: true, content: json(install) } },
  responses: { 204: { description: 'Counted' }, ...PORTAL_PROBLEMS },
});

const forget = createRoute({
  method: 'post',
  path: '/api/v1/units/forget',
  tags: ['units'],
  summary: 'Forgets to which unit an install belongs',
  request: { body: { required: true, content: json(install) } },
  responses: { 204: { description: 'Forgotten' }, ...PORTAL_PROBLEMS },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/units',
  tags: ['portal'],
  summary: 'The units of one’s own scope, with their figures in the present window',
  request: {
    query: z.object({
      q: z.string().trim().max(100).default('').describe('only units whose code or name holds this'),
      limit: numberText(z.number().int().min(1).max(20_000)).optional().describe('all when absent'),
    }),
  },
  responses: {
    200: {
      description: 'Units; `all` in one’s scope, `found` of them by what was asked',
      content: json(z.object({ units: z.array(full.extend({ figures: unitFigures })), all: z.int(), found: z.int() })),
    },
    ...PORTAL_PROBLEMS,
  },
});

const own = createRoute({
  method: 'get',
  path: '/api/v1/portal/units/{code}/month',
  tags: ['portal'],
  summary: 'A unit’s own month, day by day: what it brought, what is missing, the forecast',
  request: {
    params: codeParam,
    query: z.object({ month: reportMonth.optional().describe('the one that runs when absent') }),
  },
  responses: { 200: { description: 'The month', content: json(named('UnitMonth', unitMonth)) }, ...PORTAL_PROBLEMS },
});

const take = createRoute({
  method: 'post',
  path: '/api/v1/portal/units/import',
  tags: ['portal'],
  summary: 'Imports a CSV of units: all of them, or none and every fault with its line',
  request: { body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
  responses: { 200: { description: 'How many', content: json(z.object({ imported: z.int() })) }, ...PORTAL_PROBLEMS },
});

const merge = createRoute({
  method: 'post',
  path: '/api/v1/portal/units/{code}/merger',
  tags: ['portal'],
  summary: 'Merges a unit into another, which has its places, figures and reports from the month of that day on',
  request: { params: codeParam, body: { required: true, content: json(mergerDraft) } },
  responses: { 200: { description: 'The unit, with its successor', content: json(full) }, ...PORTAL_PROBLEMS },
});

const separate = createRoute({
  method: 'post',
  path: '/api/v1/portal/units/{code}/merger/removal',
  tags: ['portal'],
  summary: 'Takes a merger back that was entered wrongly; the unit stands for itself in every month again',
  request: { params: codeParam },
  responses: { 200: { description: 'The unit', content: json(full) }, ...PORTAL_PROBLEMS },
});

const officers = createRoute({
  method: 'post',
  path: '/api/v1/portal/units/{code}/merger/officers',
  tags: ['portal'],
  summary: 'Gives the officers of a merged unit the same role for its successor',
  request: { params: codeParam },
  responses: {
    200: { description: 'How many they were', content: json(z.object({ handedOver: z.int() })) },
    ...PORTAL_PROBLEMS,
  },
});

export function unitRoutes({ people, desk, reference, publicUrl }: PortalParts, spend: (address: string) => void) {
  const { database } = desk;
  return newRouter()
    .openapi(one, async (c) =>
      c.json(await nameOf(c.req.valid('param').code), 200, { 'cache-control': 'public, max-age=60' }),
    )
    .openapi(qr, async (c) => {
      const { code } = await nameOf(c.req.valid('param').code);
      return c.body(await linkQr(`/d/${code}`, publicUrl ?? c.req.url), 200, QR_HEADERS);
    })
    .openapi(open, async (c) => {
      spend(c.env.address);
      await openUnit(desk, c.req.valid('param').code, c.req.valid('json').installId);
      return c.body(null, 204);
    })
    .openapi(forget, async (c) => {
      spend(c.env.address);
      await forgetUnit(desk, c.req.valid('json').installId);
      return c.body(null, 204);
    })
    .openapi(list, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { window: _, ...listed } = await listUnits(desk, grants, c.req.valid('query'));
      return c.json(listed, 200, PRIVATE);
    })
    .openapi(own, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const row = await readUnit(desk, grants, c.req.valid('param').code);
      return c.json(await unitMonthOf(desk, row, c.req.valid('query').month), 200, PRIVATE);
    })
    .openapi(merge, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const merged = await mergeUnit(desk, person, c.req.valid('param').code, c.req.valid('json'));
      return c.json(merged, 200, PRIVATE);
    })
    .openapi(separate, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await separateUnit(desk, person, c.req.valid('param').code), 200, PRIVATE);
    })
    .openapi(officers, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json({ handedOver: await handOver(desk, person, c.req.valid('param').code) }, 200, PRIVATE);
    })
    .openapi(take, async (c) => {
      const person = await people.of(c.req.raw.headers);
      demandAnywhere(person.grants, 'unit.write');
      const words = IMPORT_WORDS[languageOf(c.req.header('accept-language'))];
      const imported = await importUnits({ database, reference, clock: desk.clock }, person, await c.req.text(), words);
      return c.json({ imported }, 200, PRIVATE);
    });

  async function nameOf(code: string) {
    const unit = await nameUnit(desk, code);
    if (unit === undefined) throw new ProblemError('not-found', `there is no unit ${code}`);
    return unit;
  }
}
