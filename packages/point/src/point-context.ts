// What all parts of one running point share.
import type { Family } from '@i-speed/spec';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { PointConfig } from './config.ts';
import type { ForeignRuns } from './foreign/run.ts';
import type { PointKey } from './key.ts';
import type { LoopLag } from './loop-lag.ts';
import type { LossDesk } from './loss/desk.ts';
import type { Metrics } from './metrics.ts';
import type { Outbox } from './report/outbox.ts';
import type { AccessTokens } from './session/access-token.ts';
import type { Gate } from './session/gate.ts';
import type { Session } from './session/session.ts';
import type { TicketDesk } from './session/ticket.ts';
import type { Turn } from './turn/turn.ts';

export type PointContext = {
  config: PointConfig;
  key: PointKey;
  gate: Gate;
  /** Absent when the point has no hub: then only open mode admits measurements. */
  tickets: TicketDesk | undefined;
  /** Native sessions by token. */
  sessions: Map<string, Session>;
  metrics: Metrics;
  lag: LoopLag;
  /** Every open WebSocket of both protocols, so that the point can end them. */
  sockets: Set<WebSocket>;
  /** IP versions it listens on; empty until it does. */
  families: Family[];
  log: Logger;
  /** Where runs of other projects' clients go; absent without a hub. */
  outbox: Pick<Outbox, 'put' | 'waiting'> | undefined;
  /** The metrics of the whole point, in Prometheus's text. */
  readMetrics(): Promise<string>;
  /** Tests of other projects' clients over plain requests. */
  runs: ForeignRuns;
  /** M-Lab's tokens for ndt7; absent when the point has no hub that signs them. */
  accessTokens: AccessTokens | undefined;
  /** Echoes of packets that nobody resends. */
  loss: LossDesk;
  /** Absent unless a port is set for it. */
  turn: Turn | undefined;
  /** Where HTTP/2 is spoken; absent unless a port is set for it. */
  http2Port: number | undefined;
};
