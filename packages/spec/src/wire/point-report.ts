// A point's report: every ten seconds a point tells its hub how it is, signed with the point's own key (JWS compact, EdDSA).
import * as z from 'zod';
import { count, family, slug, spanMs } from '../units.ts';

export const REPORT_TYPE = 'i-speed-report+jwt';
/** A point reports this often; silence of three times as long makes it unhealthy. */
export const REPORT_INTERVAL_MS = 10_000;

/** A point may be younger than its hub: what the hub does not know is passed over. */
export const reportClaims = z.object({
  iss: slug.describe('the point'),
  aud: z.literal('i-speed-hub'),
  /** Seconds since 1970; a hub takes none that is older than the last. */
  iat: z.int(),
  state: z.enum(['active', 'draining']),
  /** Measurements running now, and how many may. */
  sessions: count,
  capacity: count,
  version: z.string().min(1).max(64),
  /** IP versions it listens on. */
  families: z.array(family).max(2),
  /** Worst lateness of its event loop since the last report. */
  eventLoopLagMs: spanMs,
});
export type ReportClaims = z.infer<typeof reportClaims>;
