// What other projects' clients ask a hub to find a point: M-Lab's Locate v2, and LibreSpeed's list of servers.
import { createRoute } from '@hono/zod-openapi';
import { Hono } from 'hono';
import * as z from 'zod';
import type { TicketOffice } from '../network/give-tickets.ts';
import { locateNdt7 } from '../network/locate-ndt7.ts';
import { pointAddress } from '../network/point-address.ts';
import { ProblemError } from '../problem.ts';
import { type ApiEnv, json, newRouter, problemAnswers } from './router.ts';

const librespeedServer = z.object({
  id: z.int().describe('place in the list, from 1'),
  name: z.string(),
  server: z.url(),
  dlURL: z.literal('backend/garbage.php'),
  ulURL: z.literal('backend/empty.php'),
  pingURL: z.literal('backend/empty.php'),
  getIpURL: z.literal('backend/getIP.php'),
  sponsorName: z.string(),
  sponsorURL: z.string(),
});

const listServers = createRoute({
  method: 'get',
  path: '/api/v1/clients/librespeed.json',
  tags: ['measuring'],
  summary: 'The points as LibreSpeed’s page and command want their servers listed',
  responses: {
    200: { description: 'Points that take measurements', content: json(z.array(librespeedServer)) },
    ...problemAnswers('rate-limited', 'storage-unavailable'),
  },
});

/** The list of servers; part of the described API. */
export function librespeedRoutes({ registry }: TicketOffice) {
  return newRouter().openapi(listServers, async (c) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const points = (await registry.all()).filter(({ state }) => state === 'active');
    const servers = points.map((point, index) => ({
      id: index + 1,
      name: point.city === null ? point.name : `${point.name}, ${point.city}`,
      server: `${pointAddress(point, host).url.replace(/\/$/, '')}/`,
      dlURL: 'backend/garbage.php' as const,
      ulURL: 'backend/empty.php' as const,
      pingURL: 'backend/empty.php' as const,
      getIpURL: 'backend/getIP.php' as const,
      sponsorName: point.operatorName ?? '',
      sponsorURL: '',
    }));
    return c.json(servers, 200, { 'cache-control': 'public, max-age=5', vary: 'host' });
  });
}

const NEAREST = '/v2/nearest/:experiment/:datatype';

/** Locate v2, with M-Lab's own form of answers and errors. `spend` takes one request from the address's allowance, throwing ProblemError. */
export function locateRoutes(office: TicketOffice, spend: (address: string) => void) {
  const router = new Hono<ApiEnv>();
  router.use('/v2/*', async (c, next) => {
    await next();
    c.header('access-control-allow-origin', '*');
    c.header('access-control-allow-methods', 'GET, OPTIONS');
    c.header('access-control-allow-headers', 'Authorization');
    c.header('cache-control', 'no-store');
  });
  // Some Firefox refuse 204 here.
  router.options('/v2/*', (c) => c.body('', 200));
  router.get('/v2/live', (c) => c.text('ok'));
  router.get('/v2/ready', (c) => c.text('ok'));
  router.get(NEAREST, async (c) => {
    const { experiment, datatype } = c.req.param();
    if (experiment !== 'ndt' || datatype !== 'ndt7')
      return c.json(fault(404, 'client', 'Unknown experiment', 'this system answers for ndt/ndt7'), 404);
    try {
      spend(c.env.address);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      c.header('retry-after', String(error.retryAfterS ?? 60));
      return c.json(fault(429, 'client', 'Too many requests', error.message), 429);
    }
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const results = await locateNdt7(office, new URL(c.req.url).searchParams, { address: c.env.address, host });
    if (results.length > 0) return c.json({ results }, 200);
    return c.json(fault(503, 'server', 'No point is available', 'no point takes measurements now'), 503);
  });
  return router;
}

/** `results` stands in errors too: M-Lab's browser client does not look at the status. */
function fault(status: number, type: 'client' | 'server', title: string, detail: string) {
  return { results: [], error: { type, title, status, detail } };
}
