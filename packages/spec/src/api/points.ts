// GET /api/v1/points: the measurement points as the public sees them.
import * as z from 'zod';
import { count, instant, slug } from '../units.ts';

export const pointState = z.enum(['waiting', 'active', 'draining', 'unhealthy', 'retired']);
/** What keeps a point from being offered: no report of it comes, or no hub reaches it at its address under its own key. */
export const pointFault = z.enum(['no-report', 'not-reached']);
export type PointFault = z.infer<typeof pointFault>;
export const networkKind = z.enum(['on-net', 'exchange', 'hosting', 'abroad']);

export const publicPoint = z.object({
  id: slug,
  name: z.string(),
  operatorName: z.string().optional(),
  city: z.string().optional(),
  country: z.string().length(2).optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  networkKind,
  state: pointState,
  /** Why it is waiting or unhealthy; absent in any other state. */
  faults: z.array(pointFault).optional(),
  url: z.url(),
  families: z.array(z.union([z.literal(4), z.literal(6)])),
  /** Measurements running by the last report, and how many may run at once; absent where the point never reported. */
  sessions: count.optional(),
  capacity: count.optional(),
  /** Bandwidth that its operator states. */
  capacityMbps: z.int().positive().optional(),
  version: z.string().optional(),
  reportedAt: instant.optional(),
});
export type PublicPoint = z.infer<typeof publicPoint>;
