// POST /api/v1/tickets: which points to try, and the permission to measure there.
import * as z from 'zod';
import { clientKind } from '../record/client.ts';
import { areaCode, family, instant, slug, uuidv7 } from '../units.ts';

export const ticketRequest = z.strictObject({
  measurementId: uuidv7,
  client: z.strictObject({ kind: clientKind, version: z.string().min(1).max(64) }),
  /** The point the person chose; absent lets the hub rank. */
  pointId: slug.optional(),
  /** Asks for points abroad; absent for those inside the country, with the ones abroad only where there is no other. */
  place: z.literal('abroad').optional(),
  /** Province of today's edition where the device is, when it knows: points near it come first. */
  provinceCode: areaCode.optional(),
});
export type TicketRequest = z.infer<typeof ticketRequest>;

/** Network as the hub sees the request's address; every part is absent when unknown. */
export const network = z.object({
  family,
  asn: z.int().positive().optional(),
  operator: slug.optional(),
  operatorName: z.string().optional(),
  country: z.string().length(2).optional(),
  accessKind: z.enum(['mobile', 'fixed', 'both']).optional(),
});
export type Network = z.infer<typeof network>;

export const candidate = z.object({
  pointId: slug,
  name: z.string(),
  operatorName: z.string().optional(),
  city: z.string().optional(),
  country: z.string().length(2).optional(),
  /** Base URL that works with the family the client's system prefers. */
  url: z.url(),
  /** Base URL whose host has only an IPv6 address; absent when the point has none. */
  ipv6Url: z.url().optional(),
  /** Base URL whose host has only an IPv4 address; absent when the point has none. */
  ipv4Url: z.url().optional(),
  ticket: z.string(),
});
export type Candidate = z.infer<typeof candidate>;

export const ticketResponse = z.object({
  measurementId: uuidv7,
  network,
  /** Best first, at most 5; empty when no point takes measurements now. */
  candidates: z.array(candidate).max(5),
  expiresAt: instant,
});
export type TicketResponse = z.infer<typeof ticketResponse>;
