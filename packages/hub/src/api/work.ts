// /api/v1/portal/campaigns/{id}/prints and /results: printed material, and other work with its evidence.
import { createRoute } from '@hono/zod-openapi';
import { printDraft, printRequest, printStep, slug, workDraft, workResult } from '@i-speed/spec';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { askPrint, listPrints, receivePrint, stepPrint } from '../work/print-requests.ts';
import { enterResult, listResults, withdrawResult } from '../work/results.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const request = named('PrintRequest', printRequest);
const result = named('WorkResult', workResult);
const BASE = '/api/v1/portal/campaigns/{id}';
const params = z.object({ id: slug });
const serial = numberText(z.number().int().min(1).max(Number.MAX_SAFE_INTEGER));
const printParams = params.extend({ print: serial });
const resultParams = params.extend({ result: serial });
const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: json(schema) });

const prints = createRoute({
  method: 'get',
  path: `${BASE}/prints`,
  tags: ['portal'],
  summary: 'Requests for printed material in one’s own scope, the newest first',
  request: { params },
  responses: {
    200: { description: 'Requests', content: json(z.object({ prints: z.array(request) })) },
    ...PORTAL_PROBLEMS,
  },
});

const ask = createRoute({
  method: 'post',
  path: `${BASE}/prints`,
  tags: ['portal'],
  summary: 'Asks for printed material',
  request: { params, body: body(printDraft) },
  responses: { 201: { description: 'The request', content: json(request) }, ...PORTAL_PROBLEMS },
});

const step = createRoute({
  method: 'post',
  path: `${BASE}/prints/{print}/steps`,
  tags: ['portal'],
  summary: 'Approves a request, says that it is sent, or refuses it',
  request: { params: printParams, body: body(printStep) },
  responses: { 200: { description: 'The request', content: json(request) }, ...PORTAL_PROBLEMS },
});

const receive = createRoute({
  method: 'post',
  path: `${BASE}/prints/{print}/receipt`,
  tags: ['portal'],
  summary: 'Says that the printed material came',
  request: { params: printParams },
  responses: { 200: { description: 'The request', content: json(request) }, ...PORTAL_PROBLEMS },
});

const results = createRoute({
  method: 'get',
  path: `${BASE}/results`,
  tags: ['portal'],
  summary: 'Results of other work in one’s own scope, the newest first',
  request: { params },
  responses: {
    200: { description: 'Results', content: json(z.object({ results: z.array(result) })) },
    ...PORTAL_PROBLEMS,
  },
});

const enter = createRoute({
  method: 'post',
  path: `${BASE}/results`,
  tags: ['portal'],
  summary: 'Enters a result of other work with its evidence, once',
  request: { params, body: body(workDraft) },
  responses: { 201: { description: 'The result', content: json(result) }, ...PORTAL_PROBLEMS },
});

const withdraw = createRoute({
  method: 'post',
  path: `${BASE}/results/{result}/withdrawal`,
  tags: ['portal'],
  summary: 'Takes a result back, with the reason',
  request: { params: resultParams, body: body(z.object({ reason: z.string().trim().min(5).max(500) })) },
  responses: { 204: { description: 'Taken back' }, ...PORTAL_PROBLEMS },
});

export function workRoutes({ people, desk }: PortalParts) {
  return newRouter()
    .openapi(prints, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json({ prints: await listPrints(desk, grants, c.req.valid('param').id) }, 200, PRIVATE);
    })
    .openapi(ask, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await askPrint(desk, person, c.req.valid('param').id, c.req.valid('json')), 201, PRIVATE);
    })
    .openapi(step, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, print } = c.req.valid('param');
      return c.json(await stepPrint(desk, person, id, print, c.req.valid('json')), 200, PRIVATE);
    })
    .openapi(receive, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, print } = c.req.valid('param');
      return c.json(await receivePrint(desk, person, id, print), 200, PRIVATE);
    })
    .openapi(results, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json({ results: await listResults(desk, grants, c.req.valid('param').id) }, 200, PRIVATE);
    })
    .openapi(enter, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await enterResult(desk, person, c.req.valid('param').id, c.req.valid('json')), 201, PRIVATE);
    })
    .openapi(withdraw, async (c) => {
      const person = await people.of(c.req.raw.headers);
      const { id, result } = c.req.valid('param');
      await withdrawResult(desk, person, id, result, c.req.valid('json').reason);
      return c.body(null, 204);
    });
}
