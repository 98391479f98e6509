// The measurement record: what a client submits, and what the hub keeps after adding its own knowledge.
import * as z from 'zod';
import { failure } from '../failure.ts';
import { areaCode, count, family, instant, slug, spanMs, uuidv7 } from '../units.ts';
import { validityReason } from '../validity.ts';
import { access, area, client, environment, position, unitCode } from './client.ts';
import { directionResult } from './direction.ts';
import { ipv4, ipv6, latency, loss } from './latency.ts';

export const trigger = z.enum(['manual', 'auto', 'scheduled']);
export type Trigger = z.infer<typeof trigger>;

/** Data-cap profile the person or the automatic mode chose. */
export const profile = z.enum(['standard', 'light', 'auto']);
export type Profile = z.infer<typeof profile>;

/** What a client submits. Everything missing is absent, never 0. */
export const submission = z.strictObject({
  id: uuidv7,
  startedAt: instant,
  durationMs: spanMs,
  trigger,
  profile,
  /** Version of the method (constants, stop rule, calibration) that made the figures. */
  methodVersion: z
    .string()
    .max(32)
    .regex(/^[A-Za-z0-9][\w.+-]*$/, 'letters, digits, . _ + and -'),
  client,
  access: access.optional(),
  position: position.optional(),
  area: area.optional(),
  unitCode: unitCode.optional(),
  pointId: slug.optional(),
  family: family.optional(),
  connections: count.optional(),
  download: directionResult.optional(),
  upload: directionResult.optional(),
  latency: latency.optional(),
  loss: loss.optional(),
  ipv4: ipv4.optional(),
  ipv6: ipv6.optional(),
  environment: environment.optional(),
  failures: z.array(failure).max(50),
  /** The point's signed account (JWS compact); absent when the point never gave one. */
  receipt: z.string().max(16_384).optional(),
});
export type Submission = z.infer<typeof submission>;

export const validity = z.enum(['valid', 'excluded']);

/** What the hub adds at ingest. The full network address is not part of it. */
export const addedByHub = z.strictObject({
  receivedAt: instant,
  networkPrefix: z.string().optional().describe('IPv4 /24 or IPv6 /48 in CIDR form'),
  asn: z.int().positive().optional(),
  operator: slug.optional(),
  country: z.string().length(2).optional(),
  provinceCode: areaCode.optional(),
  communeCode: areaCode.optional(),
  h3Cell: z.string().optional(),
  validity,
  reasons: z.array(validityReason),
  /** True when the point's receipt bears the figures out. */
  corroborated: z.boolean(),
  countsInStatistics: z.boolean(),
});

export const measurement = z.strictObject({ ...submission.shape, ...addedByHub.shape });
export type Measurement = z.infer<typeof measurement>;

/**
 * What anyone may see of one measurement under its permalink: nothing that points to a person or a device
 * (no pseudonym, model, position, network prefix or raw receipt).
 */
export const publicMeasurement = measurement
  .omit({ client: true, position: true, area: true, unitCode: true, networkPrefix: true, receipt: true, h3Cell: true })
  .extend({ client: client.pick({ kind: true, version: true }), url: z.url().optional() });
export type PublicMeasurement = z.infer<typeof publicMeasurement>;
