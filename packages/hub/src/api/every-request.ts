// What holds for every request of the API: headers, CORS, limits, ETags, and problems in one shape.
import { cors } from 'hono/cors';
import type { Logger } from 'pino';
import type { HubConfig } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import { ProblemError } from '../problem.ts';
import { answerProblem, toProblemError } from './answer-problem.ts';
import { limitBody } from './body-limit.ts';
import { cacheable } from './cacheable.ts';
import type { newRouter } from './router.ts';
import { SIMULATED_HEADER } from './system.ts';

/** Takes one from an address's allowance. Throws ProblemError `rate-limited` where it is used up. */
type Spend = (address: string) => void;

/** To be said before the routes are added, as they are met in this order. */
export function everyRequest(
  app: ReturnType<typeof newRouter>,
  { config, metrics, log }: { readonly config: HubConfig; readonly metrics: Metrics; readonly log: Logger },
  spend: { readonly reads: Spend; readonly tickets: Spend; readonly signIns: Spend },
): void {
  app.use('/api/*', async (c, next) => {
    const startedMs = performance.now();
    await next();
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-resource-policy', 'cross-origin');
    if (config.isDemo) c.header(...SIMULATED_HEADER);
    metrics.requests.inc({ method: c.req.method, status: String(c.res.status) });
    metrics.requestSeconds.observe((performance.now() - startedMs) / 1000);
  });
  app.use(
    '/api/*',
    cors({ origin: '*', exposeHeaders: ['etag', 'retry-after', 'location', 'i-speed-repeated'], maxAge: 86_400 }),
  );
  app.use('/api/*', (c, next) => {
    if (c.req.method === 'GET') spend.reads(c.env.address);
    if (c.req.method === 'POST' && c.req.path === '/api/v1/tickets') spend.tickets(c.env.address);
    // Each costs a hash, a mail or a line of the log.
    if (c.req.method === 'POST' && c.req.path.startsWith('/api/v1/auth/')) spend.signIns(c.env.address);
    return next();
  });
  cacheable(app);
  app.use('/api/*', limitBody(config.bodyLimitBytes));
  app.onError((error, c) => answerProblem(toProblemError(error, log), c));
  app.notFound((c) => {
    const detail = `there is nothing at ${c.req.method} ${c.req.path}; /api/v1/docs shows what there is`;
    return answerProblem(new ProblemError('not-found', detail), c);
  });
}
