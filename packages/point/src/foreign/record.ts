// A test of another project's client as a measurement record: by that project's method, never mixed with ours.
import {
  type Direction,
  type DirectionResult,
  PROTOCOL_VERSION,
  type ReceiptClaims,
  type Submission,
} from '@i-speed/spec';
import { familyOf, prefixOf } from '../session/address.ts';
import type { Flow } from './flow.ts';
import type { ForeignRun, Told } from './run.ts';

/**
 * The record without its receipt; absent when the client told nothing and no payload moved. A rate the client told is its own; else
 * it is the point's count: payload over the time in which requests were open, and the method's name says so.
 */
export function foreignSubmission(
  run: ForeignRun,
  told: Told | undefined,
  pointId: string,
): Omit<Submission, 'receipt'> | undefined {
  const download = directionOf(run.download, told?.downloadMbps);
  const upload = directionOf(run.upload, told?.uploadMbps);
  if (download === undefined && upload === undefined) return undefined;
  return {
    id: run.id,
    startedAt: run.startedAt.toISOString(),
    durationMs: run.spanMs(),
    trigger: 'manual',
    profile: 'standard',
    methodVersion: told === undefined ? `${run.kind}-counted` : run.kind,
    client: { kind: run.kind, version: versionOf(run.agent) },
    pointId,
    family: familyOf(run.address),
    ...(download && { download }),
    ...(upload && { upload }),
    ...(told?.idle && { latency: { idle: told.idle } }),
    ...(told?.loss && { loss: told.loss }),
    failures: [],
  };
}

/**
 * What the point's receipt says of such a test. It states bytes and times and no rate: the other projects' rates are percentiles or
 * contain allowances for headers, so that a count over windows would contradict them without anyone having lied.
 */
export function foreignClaims(run: ForeignRun, pointId: string, eventLoopLagMs: number): Omit<ReceiptClaims, 'iat'> {
  const seen = (direction: Direction) => {
    const { bytes, busyMs } = run[direction];
    return bytes > 0 && { [direction]: { bytes, durationMs: busyMs() } };
  };
  return {
    iss: pointId,
    jti: run.id,
    protocol: PROTOCOL_VERSION,
    clientKind: run.kind,
    startedAt: run.startedAt.toISOString(),
    durationMs: run.spanMs(),
    family: familyOf(run.address),
    clientPrefix: prefixOf(run.address),
    ticketed: false,
    ...seen('download'),
    ...seen('upload'),
    eventLoopLagMs,
  };
}

function directionOf(flow: Flow, toldMbps: number | undefined): DirectionResult | undefined {
  const busyMs = flow.busyMs();
  if (flow.bytes === 0 || busyMs <= 0) return undefined;
  return {
    rateMbps: toldMbps ?? (flow.bytes * 8) / busyMs / 1000,
    bytes: flow.bytes,
    durationMs: busyMs,
    stop: 'time',
    pulses: [],
    series: flow.series(),
  };
}

/** The first product of a user agent besides those that every browser names, `Chrome/156.0.0.0` of a browser's, `curl/8.14.1`. */
function versionOf(agent: string): string {
  const products = agent.match(/[\w.-]+\/[\w.-]+/g) ?? [];
  const named = products.filter((product) => !/^(Mozilla|AppleWebKit|Safari|Gecko)\//.test(product));
  return (named[0] ?? agent).slice(0, 64);
}
