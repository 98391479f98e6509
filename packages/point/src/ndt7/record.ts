// An ndt7 test as a measurement record: its own rate by its own method, marked so that it is never mixed with ours.
import {
  type Direction,
  type DirectionResult,
  PROTOCOL_VERSION,
  type ReceiptClaims,
  type Submission,
} from '@i-speed/spec';
import type { TcpReading } from '../receipt/tcp-summary.ts';
import { familyOf, prefixOf } from '../session/address.ts';
import type { Ndt7Outcome } from './run.ts';

export type Ndt7Test = {
  id: string;
  pointId: string;
  direction: Direction;
  startedAt: Date;
  address: string;
  metadata: ReadonlyMap<string, string>;
  outcome: Ndt7Outcome;
  tcp: TcpReading;
  eventLoopLagMs: number;
};

/** The record without its receipt; absent when nothing moved. ndt7's rate is all bytes over all time, slow start included. */
export function ndt7Submission(test: Ndt7Test): Omit<Submission, 'receipt'> | undefined {
  const { outcome, direction, metadata } = test;
  if (outcome.sizeBytes === 0 || outcome.spanMs <= 0) return undefined;
  const version = metadata.get('client_version') ?? metadata.get('client_library_version');
  const result: DirectionResult = {
    rateMbps: rateOf(outcome),
    bytes: outcome.sizeBytes,
    durationMs: outcome.spanMs,
    stop: outcome.stop,
    pulses: [{ startMs: 0, durationMs: outcome.spanMs, bytes: outcome.sizeBytes, connections: 1 }],
    series: outcome.series.slice(0, 2000),
  };
  const os = metadata.get('client_os');
  return {
    id: test.id,
    startedAt: test.startedAt.toISOString(),
    durationMs: outcome.spanMs,
    trigger: 'manual',
    profile: 'standard',
    methodVersion: 'ndt7',
    client: { kind: 'ndt7', version: (version || 'unknown').slice(0, 64), ...(os && { os: os.slice(0, 100) }) },
    pointId: test.pointId,
    family: familyOf(test.address),
    connections: 1,
    [direction]: result,
    failures: outcome.stop === 'aborted' ? [{ code: `${direction}.lost`, atMs: outcome.spanMs }] : [],
  };
}

/** What the point's receipt says of such a test. */
export function ndt7Claims(test: Ndt7Test): Omit<ReceiptClaims, 'iat'> {
  const { outcome, direction } = test;
  const tcp = test.tcp.summary();
  return {
    iss: test.pointId,
    jti: test.id,
    protocol: PROTOCOL_VERSION,
    clientKind: 'ndt7',
    startedAt: test.startedAt.toISOString(),
    durationMs: outcome.spanMs,
    family: familyOf(test.address),
    clientPrefix: prefixOf(test.address),
    ticketed: false,
    [direction]: {
      bytes: outcome.sizeBytes,
      durationMs: outcome.spanMs,
      windowBytes: outcome.sizeBytes,
      windowMs: outcome.spanMs,
      rateMbps: rateOf(outcome),
    },
    ...(tcp && { tcp: [tcp] }),
    eventLoopLagMs: test.eventLoopLagMs,
  };
}

const rateOf = (outcome: Ndt7Outcome) => (outcome.sizeBytes * 8) / outcome.spanMs / 1000;
