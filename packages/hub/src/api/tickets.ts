// POST /api/v1/tickets.
import { createRoute } from '@hono/zod-openapi';
import { giveTickets, type TicketOffice } from '../network/give-tickets.ts';
import { ticketRequest, ticketResponse } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const give = createRoute({
  method: 'post',
  path: '/api/v1/tickets',
  tags: ['measuring'],
  summary: 'Which points to measure against, and the permission to do so',
  description:
    'Up to 5 candidates, best first, each with a ticket for the measurement at that point. Compare the way to each, then measure at the nearest. An empty list means that no point takes measurements now.',
  request: { body: { required: true, content: json(ticketRequest) } },
  responses: {
    200: { description: 'Candidates and tickets', content: json(ticketResponse) },
    ...problemAnswers('malformed-json', 'invalid', 'rate-limited', 'storage-unavailable'),
  },
});

export function ticketRoutes(office: TicketOffice) {
  return newRouter().openapi(give, async (c) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const response = await giveTickets(office, c.req.valid('json'), { address: c.env.address, host });
    return c.json(response, 200, { 'cache-control': 'no-store' });
  });
}
