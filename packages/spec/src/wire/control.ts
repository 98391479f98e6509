// Messages on the control WebSocket between engine and point (protocol section 4), one JSON object a text frame.
import * as z from 'zod';
import { clientKind } from '../record/client.ts';
import { count, direction, family, rateMbps, sizeBytes, slug, spanMs, uuidv7 } from '../units.ts';

export const PROTOCOL_VERSION = 1;
export const CONTROL_SUBPROTOCOL = 'i-speed.control.v1';
export const CONTROL_PATH = '/v1/control';
export const DOWNLOAD_PATH = '/v1/download';
export const UPLOAD_PATH = '/v1/upload';
/** A control message from a client may not be longer. */
export const CONTROL_MESSAGE_LIMIT_BYTES = 16_384;
/** Echoes that the point answers before `hello`, so that a client can compare candidates. */
export const ECHOES_BEFORE_HELLO = 20;
/** The point sends its byte counts at this pace while a pulse runs. */
export const COUNTS_INTERVAL_MS = 50;

/** A counted window of a pulse on the point's session clock, in which the client found the pipe full. */
export const countedWindow = z.strictObject({
  direction,
  pulse: count,
  fromMs: spanMs,
  toMs: spanMs,
  carried: z
    .boolean()
    .optional()
    .describe('true where the client counted what had crossed the link, by `carried` of `counts`'),
});
export type CountedWindow = z.infer<typeof countedWindow>;

export const clientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ping'), seq: count }),
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.int(),
    measurementId: uuidv7,
    ticket: z.string().max(4096).optional().describe('absent only at a point in open mode'),
    client: z.strictObject({ kind: clientKind, version: z.string().max(64) }),
  }),
  z.strictObject({ type: z.literal('stop'), pulse: count }),
  z.strictObject({ type: z.literal('offer'), sdp: z.string().max(12_000) }),
  z.strictObject({
    type: z.literal('finish'),
    windows: z.array(countedWindow).max(128),
    downloadMbps: rateMbps.optional(),
    uploadMbps: rateMbps.optional(),
  }),
]);
export type ClientMessage = z.infer<typeof clientMessage>;

export const refusalCode = z.enum([
  'busy',
  'draining',
  'ticket-missing',
  'ticket-invalid',
  'ticket-expired',
  'ticket-used',
  'protocol',
  'rate-limited',
  'message-too-large',
  'idle',
  'time-limit',
  'byte-limit',
]);
export type RefusalCode = z.infer<typeof refusalCode>;

/** [session clock ms, payload bytes of this pulse so far, connections open at that moment] */
export const countSample = z.tuple([spanMs, sizeBytes, count]);
export type CountSample = z.infer<typeof countSample>;

/** [session clock ms, TCP segments of this pulse that had crossed the link by then, in order or not] */
export const carriedSample = z.tuple([spanMs, count]);
export type CarriedSample = z.infer<typeof carriedSample>;

export const pointMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('pong'),
    seq: count,
    /** Time between reading the ping and writing this answer, on the point's own clock. */
    holdUs: z.number().min(0),
    /** Session clock when the answer was written; 0 before `hello`. */
    clockMs: spanMs,
  }),
  z.strictObject({
    type: z.literal('welcome'),
    protocol: z.int(),
    pointId: slug,
    session: z.string().min(16).max(64),
    family,
    limits: z.strictObject({
      maxBytes: sizeBytes.describe('both directions together'),
      maxDurationMs: spanMs,
      maxConnections: count,
    }),
    tcpInfo: z.boolean().describe('true when the point reads TCP_INFO from its kernel'),
    datagrams: z.boolean().optional().describe('true when the point answers an offer of a data channel'),
  }),
  z.strictObject({
    type: z.literal('counts'),
    direction,
    pulse: count,
    /** Upload: bytes read from the sockets. Download: bytes the client acknowledged (TCP_INFO), else bytes written. */
    samples: z.array(countSample),
    /** By the kernel's count of segments; absent where it cannot be asked. */
    carried: z.array(carriedSample).optional(),
    /** True in the last message of a pulse: every connection has ended. */
    ended: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('answer'),
    sdp: z.string().optional().describe('absent when the point opens no channel for this offer'),
  }),
  z.strictObject({ type: z.literal('receipt'), receipt: z.string() }),
  z.strictObject({
    type: z.literal('refused'),
    code: refusalCode,
    detail: z.string(),
    retryAfterMs: spanMs.optional(),
  }),
]);
export type PointMessage = z.infer<typeof pointMessage>;
