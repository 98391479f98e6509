// GET /api/v1/points and GET /api/v1/keys: where one can measure, and with which keys tickets are signed.
import { createRoute } from '@hono/zod-openapi';
import type { PublicPoint } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import * as z from 'zod';
import { pointsTable } from '../document/table/points-table.ts';
import { TABLE_TYPES, tableFile } from '../document/table/portal-table.ts';
import { listAddresses } from '../network/address-list.ts';
import type { TicketOffice } from '../network/give-tickets.ts';
import { familiesOf, pointAddress } from '../network/point-address.ts';
import { faultsOfPoint, type KnownPoint } from '../network/point-state.ts';
import { present } from '../present.ts';
import { publicPoint } from './named.ts';
import { FILE_ANSWER, fileHeaders } from './portal-parts.ts';
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
  summary: 'The measurement points, for programs or as a table',
  request: { query: z.strictObject({ format: z.enum(['json', 'csv', 'xlsx']).default('json') }) },
  responses: {
    200: {
      description: 'All points but retired ones',
      content: { ...json(pointList), ...FILE_ANSWER.content },
    },
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

const listedPoint = z.object({
  id: z.string(),
  operatorName: z.string().optional(),
  state: z.string(),
  hosts: z.array(z.string()),
  ports: z.array(z.int()),
  addresses: z.array(z.string()).describe('IPv4 and IPv6, as the point’s operator told them'),
});

const listOfAddresses = createRoute({
  method: 'get',
  path: '/api/v1/points/addresses',
  tags: ['measuring'],
  summary: 'Addresses of all points, signed, for lists of traffic that is not paid for',
  description:
    '`jws` is the same list as a compact JWS (EdDSA) whose payload is the JSON of `issuedAt` and `points`; it verifies with the key of GET /api/v1/keys that its `kid` names.',
  responses: {
    200: {
      description: 'The list and its signature',
      content: json(z.object({ issuedAt: z.string(), points: z.array(listedPoint), jws: z.string() })),
    },
    ...problemAnswers('rate-limited', 'storage-unavailable'),
  },
});

export function pointRoutes({ registry, key, clock }: TicketOffice, timeZone: string) {
  return newRouter()
    .openapi(listOfAddresses, async (c) => {
      const { issuedAt, points, jws } = await listAddresses(await registry.all(), key, clock());
      const listed = points.map((point) => ({
        ...point,
        hosts: [...point.hosts],
        ports: [...point.ports],
        addresses: [...point.addresses],
      }));
      return c.json({ issuedAt, points: listed, jws }, 200, { 'cache-control': 'public, max-age=60' });
    })
    .openapi(listPoints, async (c) => {
      const host = c.req.header('host') ?? new URL(c.req.url).host;
      const points = (await registry.all()).map((point) => toPublic(point, host, clock()));
      const { format } = c.req.valid('query');
      const kept = { 'cache-control': 'public, max-age=5', vary: 'host' };
      if (format === 'json') return c.json({ points }, 200, kept);
      const table = pointsTable(points, dayOf(clock(), timeZone), timeZone);
      const file = fileHeaders(TABLE_TYPES[format], `i-speed-${table.file}.${format}`);
      return c.body(new Uint8Array(await tableFile(table, format)), 200, { ...file, ...kept });
    })
    .openapi(listKeys, (c) => {
      return c.json({ keys: [key.publicJwk] }, 200, { 'cache-control': 'public, max-age=60' });
    });
}

/** States of which is told what keeps the point from being offered. */
const FAULTY: ReadonlySet<KnownPoint['state']> = new Set(['waiting', 'unhealthy']);

function toPublic(point: KnownPoint, host: string, nowMs: number): PublicPoint {
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
    faults: FAULTY.has(point.state) ? faultsOfPoint(point.report, nowMs) : undefined,
    url: address.url,
    families: point.report?.probedFamilies ?? familiesOf(address),
    sessions: point.report?.sessions ?? undefined,
    capacity: point.report?.capacity ?? undefined,
    capacityMbps: point.capacityMbps ?? undefined,
    version: point.report?.version ?? undefined,
    reportedAt: point.report?.reportedAt?.toISOString(),
  });
}
