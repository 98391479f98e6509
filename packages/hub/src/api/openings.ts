// Openings of the pages, country-wide: counted one by one, told by day.
import { createRoute } from '@hono/zod-openapi';
import { DAY_MS, plausibleDay } from '@i-speed/spec';
import { addDays, dayOf } from '@i-speed/statistics';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import { countOpening, listOpenings, type OpeningDesk, opening, openingDay } from '../voice/openings.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;

const post = createRoute({
  method: 'post',
  path: '/api/v1/openings',
  tags: ['voices'],
  summary: 'Counts one opening of the pages; nothing tells who opened',
  request: { body: { required: true, content: json(opening) } },
  responses: {
    204: { description: 'Counted' },
    ...problemAnswers('malformed-json', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

const get = createRoute({
  method: 'get',
  path: '/api/v1/openings',
  tags: ['results'],
  summary: 'How often the pages were opened, day by day',
  request: { query: z.object({ from: plausibleDay.optional(), to: plausibleDay.optional() }) },
  responses: {
    200: { description: 'Days that had openings', content: json(z.object({ days: z.array(openingDay) })) },
    ...problemAnswers('invalid', 'rate-limited', 'storage-unavailable'),
  },
});

/** `spend` takes one from the allowance of an address for what it hands in. */
export function openingRoutes(desk: OpeningDesk, spend: (address: string) => void) {
  return newRouter()
    .openapi(post, async (c) => {
      spend(c.env.address);
      await countOpening(desk, c.req.valid('json'));
      return c.body(null, 204);
    })
    .openapi(get, async (c) => {
      const { to = dayOf(desk.clock(), desk.timeZone), from = addDays(to, 1 - DEFAULT_DAYS) } = c.req.valid('query');
      const days = 1 + (Date.parse(to) - Date.parse(from)) / DAY_MS;
      if (days < 1 || days > MOST_DAYS) {
        const message = `${days} days are asked; ask for 1 to ${MOST_DAYS}`;
        throw new ProblemError('invalid', 'the question cannot be answered', {
          faults: [{ path: 'query.from', message }],
        });
      }
      return c.json({ days: await listOpenings(desk, from, to) }, 200, { 'cache-control': 'public, max-age=60' });
    });
}
