// GET /api/v1/system: what whoever shows this system's data has to know of it.
import { createRoute } from '@hono/zod-openapi';
import { role } from '@i-speed/spec';
import * as z from 'zod';
import type { HubConfig } from '../config.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../people/demo-people.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const system = z.object({
  demoSignIns: z
    .array(z.object({ name: z.string(), email: z.string(), password: z.string(), role }))
    .optional()
    .describe('who may sign in to a demo, one for each role; absent on every real system'),
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

const SIGN_INS = DEMO_PEOPLE.map(({ name, email, grant }) => ({
  name,
  email,
  password: DEMO_PASSWORD,
  role: grant.role,
}));

export function systemRoutes({ isDemo }: Pick<HubConfig, 'isDemo'>) {
  return newRouter().openapi(read, (c) =>
    c.json({ isDemo, ...(isDemo && { demoSignIns: SIGN_INS }) }, 200, { 'cache-control': 'public, max-age=60' }),
  );
}
