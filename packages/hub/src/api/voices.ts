// Places without signal and problem reports: handed in by anyone, once each, and read back.
import { createRoute } from '@hono/zod-openapi';
import { areaCode, slug } from '@i-speed/spec';
import * as z from 'zod';
import { problemReport, problemState, readProblem, receiveProblem } from '../voice/problem-reports.ts';
import {
  listWhiteSpots,
  publicWhiteSpot,
  receiveWhiteSpot,
  type VoiceDesk,
  whiteSpotReport,
} from '../voice/white-spots.ts';
import { NOT_KEPT } from './cache-control.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const kept = z.object({ isRepeat: z.boolean() });

const postSpot = createRoute({
  method: 'post',
  path: '/api/v1/white-spots',
  tags: ['voices'],
  summary: 'Report a place without signal',
  request: { body: { required: true, content: json(whiteSpotReport) } },
  responses: {
    201: { description: 'It is kept', content: json(kept) },
    ...problemAnswers('malformed-json', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const getSpots = createRoute({
  method: 'get',
  path: '/api/v1/white-spots',
  tags: ['voices'],
  summary: 'Places without signal, newest first, to about 1 km',
  request: { query: z.object({ province: areaCode.optional(), operator: slug.optional() }) },
  responses: {
    200: { description: 'Places', content: json(z.object({ whiteSpots: z.array(publicWhiteSpot) })) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const postProblem = createRoute({
  method: 'post',
  path: '/api/v1/problem-reports',
  tags: ['voices'],
  summary: 'Report a problem; the answer holds the number by which its state can be asked for',
  request: { body: { required: true, content: json(problemReport) } },
  responses: {
    201: { description: 'It is kept', content: json(problemState) },
    ...problemAnswers('malformed-json', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const getProblem = createRoute({
  method: 'get',
  path: '/api/v1/problem-reports/{number}',
  tags: ['voices'],
  summary: 'The state of a problem report',
  request: { params: z.object({ number: z.string().min(4).max(32) }) },
  responses: {
    200: { description: 'State and answer', content: json(problemState) },
    ...problemAnswers('not-found', 'rate-limited', 'storage-unavailable'),
  },
});

/** `spend` takes one from the allowance of an address for what it hands in. */
export function voiceRoutes(desk: VoiceDesk, spend: (address: string) => void) {
  return newRouter()
    .openapi(postSpot, async (c) => {
      spend(c.env.address);
      return c.json({ isRepeat: !(await receiveWhiteSpot(desk, c.req.valid('json'))) }, 201, NOT_KEPT);
    })
    .openapi(getSpots, async (c) =>
      c.json({ whiteSpots: await listWhiteSpots(desk, c.req.valid('query')) }, 200, {
        'cache-control': 'public, max-age=60',
      }),
    )
    .openapi(postProblem, async (c) => {
      spend(c.env.address);
      return c.json(await receiveProblem(desk, c.req.valid('json')), 201, NOT_KEPT);
    })
    .openapi(getProblem, async (c) => c.json(await readProblem(desk, c.req.valid('param').number), 200, NOT_KEPT));
}
