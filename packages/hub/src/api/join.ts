// How a point joins, reports and leaves: codes and retirement for the hub's operator, the rest for the point's.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createRoute } from '@hono/zod-openapi';
import type { Reference } from '@i-speed/reference';
import { slug } from '@i-speed/spec';
import * as z from 'zod';
import type { TicketOffice } from '../network/give-tickets.ts';
import { makeJoinCode } from '../network/join-code.ts';
import { withOwnOperator } from '../network/own-operator.ts';
import { type Answering, whoAnswers } from '../network/probe-points.ts';
import { type PointRegistration, pointRegistration } from '../network/registration.ts';
import { takeReport } from '../network/take-report.ts';
import { ProblemError } from '../problem.ts';
import type { Database } from '../store/open-store.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const pointParam = z.object({ id: slug });

const makeCode = createRoute({
  method: 'post',
  path: '/api/v1/admin/point-codes',
  tags: ['administration'],
  summary: 'Make a one-time code with which one point joins',
  request: {
    body: {
      required: true,
      content: json(z.strictObject({ note: z.string().min(1).max(200).describe('for whom it is') })),
    },
  },
  responses: {
    201: {
      description: 'The code; it is told this once',
      content: json(z.object({ code: z.string(), expiresAt: z.string() })),
    },
    ...problemAnswers('malformed-json', 'invalid', 'no-permission', 'storage-unavailable'),
  },
});

const retire = createRoute({
  method: 'post',
  path: '/api/v1/admin/points/{id}/retire',
  tags: ['administration'],
  summary: 'Take a point out of the register for ever; its receipts still count',
  request: { params: pointParam },
  responses: {
    200: {
      description: 'The point is retired',
      content: json(z.object({ id: z.string(), state: z.literal('retired') })),
    },
    ...problemAnswers('invalid', 'no-permission', 'not-found', 'storage-unavailable'),
  },
});

const joined = z.object({
  id: z.string(),
  state: z.literal('waiting'),
  addresses: z
    .array(z.object({ url: z.string(), answers: z.enum(['itself', 'another', 'nobody']) }))
    .describe('who answered the hub at each address just now'),
});

const join = createRoute({
  method: 'post',
  path: '/api/v1/points',
  tags: ['points'],
  summary: 'Join a point with a one-time code',
  description: 'The point waits until its first signed report has come and a hub has reached it under its own key.',
  request: {
    body: {
      required: true,
      content: json(z.strictObject({ code: z.string().min(1).max(40), point: pointRegistration })),
    },
  },
  responses: {
    201: { description: 'The point waits', content: json(joined) },
    ...problemAnswers('malformed-json', 'invalid', 'no-permission', 'rate-limited', 'storage-unavailable'),
  },
});

const report = createRoute({
  method: 'post',
  path: '/api/v1/points/{id}/reports',
  tags: ['points'],
  summary: 'A point tells how it is, every ten seconds',
  request: {
    params: pointParam,
    body: { required: true, content: json(z.strictObject({ report: z.string().max(4096).describe('compact JWS') })) },
  },
  responses: {
    200: {
      description: 'Kept',
      content: json(z.object({ state: z.string().describe('the point’s state at this hub') })),
    },
    ...problemAnswers('malformed-json', 'invalid', 'no-permission', 'not-found', 'storage-unavailable'),
  },
});

export interface JoinParts {
  readonly office: TicketOffice;
  readonly database: Database;
  readonly adminToken: string | undefined;
  readonly operators: Reference['operators'];
  /** Takes one attempt from the address's allowance; throws ProblemError. */
  readonly spend: (address: string) => void;
}

export function joinRoutes({ office, database, adminToken, operators, spend }: JoinParts) {
  const { registry, clock } = office;
  return newRouter()
    .openapi(makeCode, async (c) => {
      checkAdmin(c.req.header('authorization'), adminToken);
      const { code, expiresAt } = await makeJoinCode(database, c.req.valid('json').note, clock());
      return c.json({ code, expiresAt: expiresAt.toISOString() }, 201, { 'cache-control': 'no-store' });
    })
    .openapi(retire, async (c) => {
      checkAdmin(c.req.header('authorization'), adminToken);
      const { id } = c.req.valid('param');
      const known = await registry.byId(id);
      if (known?.isJoined === false) throw new ProblemError('invalid', enteredByItself(id));
      if (!(await registry.retire(id))) throw new ProblemError('not-found', `no point ${id} is in the register`);
      return c.json({ id, state: 'retired' as const }, 200);
    })
    .openapi(join, async (c) => {
      spend(c.env.address);
      const { code, point: told } = c.req.valid('json');
      const point = withOwnOperator(told, operators());
      await registry.join(point, code);
      return c.json({ id: point.id, state: 'waiting' as const, addresses: await askedAt(point) }, 201);
    })
    .openapi(report, async (c) => {
      const { id } = c.req.valid('param');
      await takeReport({ registry, database, clock }, id, c.req.valid('json').report);
      return c.json({ state: (await registry.byId(id))?.state ?? 'waiting' }, 200);
    });
}

const enteredByItself = (id: string) =>
  `${id} did not join: this machine's own \`i-speed start\` enters it at each start; run \`i-speed hub\` for a hub without a point of its own`;

async function askedAt(point: PointRegistration): Promise<{ url: string; answers: Answering }[]> {
  const urls = [point.url, point.ipv4Url, point.ipv6Url].flatMap((url) => url ?? []);
  return Promise.all(urls.map(async (url) => ({ url, answers: await whoAnswers(point, url) })));
}

/** Throws ProblemError `no-permission` unless the header shows the token; always, where none is set. */
function checkAdmin(header: string | undefined, adminToken: string | undefined): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const shown = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '';
  if (adminToken !== undefined && timingSafeEqual(digest(shown), digest(adminToken))) return;
  const why =
    adminToken === undefined
      ? 'this hub has no I_SPEED_ADMIN_TOKEN'
      : 'show I_SPEED_ADMIN_TOKEN as Authorization: Bearer';
  throw new ProblemError('no-permission', why);
}
