// What the processes of one point tell each other: the captain listens, knows the limits and the hub; workers measure.
import type { Submission } from '@i-speed/spec';
import type { JSONWebKeySet } from 'jose';
import type { PointConfig } from '../config.ts';

/** A worker's question: may this ticket be used now, keep this, how much waits, what do all metrics say. */
export type Question =
  | { what: 'claim'; measurementId: string; untilMs: number }
  | { what: 'put'; submission: Submission }
  | { what: 'waiting' }
  | { what: 'metrics' };

/** What `getMetricsAsJSON` of prom-client gives. */
export type MetricsTold = object[];

export type FromWorker =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'ask'; id: number; question: Question }
  | { type: 'metrics'; id: number; metrics: MetricsTold }
  | { type: 'running'; running: number }
  | { type: 'lag'; worstMs: number };

export type ToWorker =
  | { type: 'open'; config: PointConfig; ticketKeys?: JSONWebKeySet; quietMs?: number; families: (4 | 6)[] }
  | { type: 'connection' }
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'metrics'; id: number }
  | { type: 'elsewhere'; running: number }
  | { type: 'drain' };

/** Guarantee: the other end of the channel is this point's own program, of the same version, and sends nothing else. */
export function fromWorker(message: unknown): FromWorker {
  return message as FromWorker;
}

/** Guarantee: as `fromWorker`. */
export function toWorker(message: unknown): ToWorker {
  return message as ToWorker;
}

/** Guarantee: the captain answers each kind of question with what the asking line expects. */
export function answerOf<T>(answer: unknown): T {
  return answer as T;
}
