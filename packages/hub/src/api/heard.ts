// /api/v1/portal/voices: people's reports of one's own scope, and what is done about each.
import { createRoute } from '@hono/zod-openapi';
import { heardProblem, heardSpot, instant, problemStep, spotStep } from '@i-speed/spec';
import * as z from 'zod';
import { handleProblem, handleSpot } from '../voice/handle-voices.ts';
import { listVoices } from '../voice/list-voices.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, PORTAL_PROBLEMS } from './router.ts';

const problem = named('HeardProblem', heardProblem);
const spot = named('HeardWhiteSpot', heardSpot);

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/voices',
  tags: ['portal'],
  summary:
    'Problems and white spots that people told, of one’s own province or network, newest first, at most a thousand of each kind',
  request: {
    query: z.object({ before: instant.optional().describe('the next page: only what came before this moment') }),
  },
  responses: {
    200: {
      description: 'Reports',
      content: json(z.object({ problems: z.array(problem), whiteSpots: z.array(spot) })),
    },
    ...PORTAL_PROBLEMS,
  },
});

const stepProblem = createRoute({
  method: 'post',
  path: '/api/v1/portal/voices/problems/{number}/steps',
  tags: ['portal'],
  summary: 'Answers a problem, passes it on to an operator, or closes it; its reporter sees state and answer',
  request: {
    params: z.object({ number: z.string().min(4).max(32) }),
    body: { required: true, content: json(problemStep) },
  },
  responses: { 200: { description: 'The problem', content: json(problem) }, ...PORTAL_PROBLEMS },
});

const stepSpot = createRoute({
  method: 'post',
  path: '/api/v1/portal/voices/white-spots/{id}/steps',
  tags: ['portal'],
  summary: 'Says how far a white spot is: seen, planned, mended, closed; everyone sees it',
  request: { params: z.object({ id: z.uuid() }), body: { required: true, content: json(spotStep) } },
  responses: { 200: { description: 'The white spot', content: json(spot) }, ...PORTAL_PROBLEMS },
});

export function heardRoutes({ people, voices }: PortalParts) {
  return newRouter()
    .openapi(list, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      const { before } = c.req.valid('query');
      return c.json(
        await listVoices(voices, grants, before === undefined ? undefined : new Date(before)),
        200,
        PRIVATE,
      );
    })
    .openapi(stepProblem, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(
        await handleProblem(voices, person, c.req.valid('param').number, c.req.valid('json')),
        200,
        PRIVATE,
      );
    })
    .openapi(stepSpot, async (c) => {
      const person = await people.of(c.req.raw.headers);
      return c.json(await handleSpot(voices, person, c.req.valid('param').id, c.req.valid('json').state), 200, PRIVATE);
    });
}
