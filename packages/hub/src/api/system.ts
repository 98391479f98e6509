// GET /api/v1/system: what whoever shows this system's data has to know of it.
import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import type { HubConfig } from '../config.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const system = z.object({
  isDemo: z.boolean().describe('true where all measurements are simulated; whoever shows them has to say so'),
});

const read = createRoute({
  method: 'get',
  path: '/api/v1/system',
  tags: ['results'],
  summary: 'Whether this system holds real measurements',
  responses: { 200: { description: 'The system', content: json(system) }, ...problemAnswers('rate-limited') },
});

/** Header on every answer of a demo, for files and programs that do not ask. */
export const SIMULATED_HEADER = ['i-speed-data', 'simulated'] as const;

export function systemRoutes({ isDemo }: Pick<HubConfig, 'isDemo'>) {
  return newRouter().openapi(read, (c) => c.json({ isDemo }, 200, { 'cache-control': 'public, max-age=60' }));
}
