// The receipt: what the point itself saw of a measurement, signed with the point's own key (JWS compact, EdDSA).
import * as z from 'zod';
import { clientKind } from '../record/client.ts';
import { count, family, instant, rateMbps, sizeBytes, slug, spanMs, uuidv7 } from '../units.ts';

export const RECEIPT_TYPE = 'i-speed-receipt+jwt';

/** TCP_INFO of one bulk connection at its end, read from the kernel; the whole object is absent where that cannot be read. */
export const tcpSummary = z.strictObject({
  connection: count,
  minRttMs: spanMs,
  smoothedRttMs: spanMs,
  bytesSent: sizeBytes,
  bytesRetransmitted: sizeBytes,
  segmentsRetransmitted: count,
  bytesReceived: sizeBytes,
  deliveryRateMbps: rateMbps.optional(),
  receiverWindowLimitedMs: spanMs,
  sendBufferLimitedMs: spanMs,
  busyMs: spanMs,
  congestionControl: z.string().max(32).optional(),
});
export type TcpSummary = z.infer<typeof tcpSummary>;

export const receiptDirection = z.strictObject({
  /** All payload bytes of the direction, ramp and drain included. */
  bytes: sizeBytes,
  /** Time from each pulse's first to last byte, summed. */
  durationMs: spanMs,
  /** Bytes and time inside the windows that the client named, by the point's own count; absent when it named none. */
  windowBytes: sizeBytes.optional(),
  windowMs: spanMs.optional(),
  /** windowBytes over windowMs, 10^6 bit/s. */
  rateMbps: rateMbps.optional(),
});
export type ReceiptDirection = z.infer<typeof receiptDirection>;

export const receiptClaims = z.strictObject({
  iss: slug.describe('the point'),
  jti: uuidv7.describe('the measurement'),
  iat: z.int(),
  protocol: z.int(),
  clientKind,
  startedAt: instant,
  durationMs: spanMs,
  family,
  /** IPv4 /24 or IPv6 /48 the bulk connections came from. */
  clientPrefix: z.string().max(64),
  /** True when a hub's ticket opened the session, false in open mode and for other projects' clients. */
  ticketed: z.boolean(),
  download: receiptDirection.optional(),
  upload: receiptDirection.optional(),
  tcp: z.array(tcpSummary).max(64).optional(),
  /** Worst lateness of the point's own event loop during the session. */
  eventLoopLagMs: spanMs,
});
export type ReceiptClaims = z.infer<typeof receiptClaims>;
