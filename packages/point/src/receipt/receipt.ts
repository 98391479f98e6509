// Makes and signs the receipt: what this point itself saw of a measurement (protocol 7).
import {
  type CountedWindow,
  type CountSample,
  type Direction,
  PROTOCOL_VERSION,
  RECEIPT_TYPE,
  type ReceiptClaims,
  type ReceiptDirection,
  type TcpSummary,
} from '@i-speed/spec';
import { SignJWT } from 'jose';
import type { PointKey } from '../key.ts';
import { familyOf, prefixOf } from '../session/address.ts';
import type { Pulse } from '../session/pulse.ts';
import { type Session, windowsOf } from '../session/session.ts';
import { carriedCounts, countInWindows } from './count-window.ts';

/** One summary takes at most about 500 bytes of the signed text. */
const MOST_SUMMARIES = 24;

/** Signs claims with the point's key as a compact JWS. */
export function signReceipt(key: PointKey, claims: Omit<ReceiptClaims, 'iat'>): Promise<string> {
  const payload: Record<string, unknown> = { ...claims, iat: Math.floor(Date.now() / 1000) };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', typ: RECEIPT_TYPE, kid: claims.iss })
    .sign(key.privateKey);
}

/** The receipt's claims for a session that finishes now, over the windows its client named. */
export function claimsOf(
  pointId: string,
  session: Session,
  windows: readonly CountedWindow[],
  eventLoopLagMs: number,
): Omit<ReceiptClaims, 'iat'> {
  const tcp = session
    .connections()
    .map((reading) => reading.summary())
    .filter((summary): summary is TcpSummary => summary !== undefined);
  const minRttMs = Math.min(...tcp.map((each) => each.minRttMs));
  const download = directionOf(session, 'download', windows, Number.isFinite(minRttMs) ? minRttMs / 2 : 0);
  const upload = directionOf(session, 'upload', windows, 0);
  return {
    iss: pointId,
    jti: session.measurementId,
    protocol: PROTOCOL_VERSION,
    clientKind: session.clientKind,
    startedAt: session.startedAt.toISOString(),
    durationMs: session.clockMs(),
    family: familyOf(session.clientAddress()),
    clientPrefix: prefixOf(session.clientAddress()),
    ticketed: session.ticketed,
    ...(download && { download }),
    ...(upload && { upload }),
    ...(tcp.length > 0 && { tcp: busiest(tcp) }),
    eventLoopLagMs,
  };
}

/** The connections that moved most, in their order, as many as fit into the 16,384 bytes that a measurement's receipt may have. */
function busiest(tcp: readonly TcpSummary[]): TcpSummary[] {
  const moved = (each: TcpSummary) => each.bytesSent + each.bytesReceived;
  return [...tcp]
    .sort((a, b) => moved(b) - moved(a))
    .slice(0, MOST_SUMMARIES)
    .sort((a, b) => a.connection - b.connection);
}

function directionOf(
  session: Session,
  direction: Direction,
  windows: readonly CountedWindow[],
  shiftMs: number,
): ReceiptDirection | undefined {
  const pulses = [...session.pulses.values()].filter((pulse) => pulse.direction === direction);
  if (pulses.length === 0) return undefined;
  const spanOf = (first = 0, last = 0) => Math.max(0, last - first);
  const counted = countInWindows(windowsOf(windows, direction), (window) => samplesOf(pulses, window), shiftMs);
  return {
    bytes: pulses.reduce((sum, pulse) => sum + pulse.sizeBytes, 0),
    durationMs: pulses.reduce((sum, { samples }) => sum + spanOf(samples[0]?.[0], samples.at(-1)?.[0]), 0),
    ...(counted.spanMs > 0 && {
      windowBytes: counted.sizeBytes,
      windowMs: counted.spanMs,
      rateMbps: (counted.sizeBytes * 8) / counted.spanMs / 1000,
    }),
  };
}

/** What the window's pulse counts by: bytes read or acknowledged, or what had crossed the link where the client went by that. */
function samplesOf(pulses: readonly Pulse[], window: CountedWindow): readonly CountSample[] | undefined {
  const pulse = pulses.find(({ number }) => number === window.pulse);
  if (pulse === undefined || window.carried !== true || pulse.carried.length < 2) return pulse?.samples;
  return carriedCounts(pulse.carried, pulse.sizeBytes);
}
