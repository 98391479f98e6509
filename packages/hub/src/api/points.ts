// GET /api/v1/points and GET /api/v1/keys: where one can measure, and with which keys tickets are signed.
import { createRoute } from '@hono/zod-openapi';
import type { PublicPoint } from '@i-speed/spec';
import * as z from 'zod';
import { familiesOf, pointAddress } from '../network/point-address.ts';
import type { Registry } from '../network/registry.ts';
import type { TicketKey } from '../network/ticket-key.ts';
import { present } from '../present.ts';
import type { PointRow } from '../store/schema.ts';
import { publicPoint } from './named.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const pointList = z.object({ points: z.array(publicPoint) });

const keySet = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      x: z.string(),
      kid: z.string(),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
    }),
  ),
});

const listPoints = createRoute({
  method: 'get',
  path: '/api/v1/points',
  tags: ['measuring'],
  summary: 'The measurement points',
  responses: {
    200: { description: 'All points but retired ones', content: json(pointList) },
    ...problemAnswers('rate-limited', 'storage-unavailable'),
  },
});

const listKeys = createRoute({
  method: 'get',
  path: '/api/v1/keys',
  tags: ['measuring'],
  summary: 'The keys that sign tickets, as a JSON Web Key Set',
  responses: { 200: { description: 'Ed25519 public keys (RFC 8037)', content: json(keySet) } },
});

export function pointRoutes(registry: Registry, key: TicketKey) {
  return newRouter()
    .openapi(listPoints, async (c) => {
      const host = c.req.header('host') ?? new URL(c.req.url).host;
      const points = (await registry.all()).map((point) => toPublic(point, host));
      return c.json({ points }, 200, { 'cache-control': 'public, max-age=5', vary: 'host' });
    })
    .openapi(listKeys, (c) => {
      return c.json({ keys: [key.publicJwk] }, 200, { 'cache-control': 'public, max-age=60' });
    });
}

function toPublic(point: PointRow, host: string): PublicPoint {
  const address = pointAddress(point, host);
  return present({
    id: point.id,
    name: point.name,
    operatorName: point.operatorName ?? undefined,
    city: point.city ?? undefined,
    country: point.country ?? undefined,
    latitude: point.latitude ?? undefined,
    longitude: point.longitude ?? undefined,
    networkKind: point.networkKind,
    state: point.state,
    url: address.url,
    families: familiesOf(address),
  });
}
