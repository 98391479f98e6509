// One process that measures: a whole point, or one worker of a point of several processes.
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import type { PointConfig } from './config.ts';
import type { CrewLink } from './crew/link.ts';
import { foreignClaims, foreignSubmission } from './foreign/record.ts';
import { longestRequestMs, openForeignRuns } from './foreign/run.ts';
import { openCertificate } from './http/certificate.ts';
import { openConnectionLimit } from './http/connection-limit.ts';
import { failed } from './http/failed.ts';
import { type Http2Listener, openHttp2 } from './http/http2.ts';
import { isInTurn } from './http/pipeline.ts';
import { serveRequest } from './http/routes.ts';
import { createHttpServer, listen } from './http/server.ts';
import { acceptWebSockets } from './http/upgrade.ts';
import { kernelFaults } from './kernel/kernel-faults.ts';
import { openKey } from './key.ts';
import { openLog } from './log.ts';
import { watchLoopLag } from './loop-lag.ts';
import { openLossDesk } from './loss/desk.ts';
import { openMetrics } from './metrics.ts';
import { NDT7_TIMES, type Ndt7Times } from './ndt7/run.ts';
import type { PointContext } from './point-context.ts';
import { signReceipt } from './receipt/receipt.ts';
import { openOutbox } from './report/outbox.ts';
import { type Reporting, startReporting } from './report/report-state.ts';
import { openAccessTokens } from './session/access-token.ts';
import { openGate } from './session/gate.ts';
import { openHubKeys } from './session/hub-keys.ts';
import { openTicketDesk, openUsedTickets } from './session/ticket.ts';
import { under } from './setting-fault.ts';
import { openTurn } from './turn/turn.ts';

export type Point = AsyncDisposable & {
  /** The port it listens on. */
  port: number;
  /** The port that speaks HTTP/2 as well; absent unless set. */
  http2Port: number | undefined;
  /** The key its receipts verify with. */
  publicJwk: JWK;
  /** Takes no new measurements, lets running ones finish for at most the configured time, then closes (protocol section 10). */
  close(): Promise<void>;
};

/** What tests put in the place of the world; all of it optional. */
export type PointParts = {
  /** The hub's ticket keys, instead of asking the hub. */
  ticketKeys?: JSONWebKeySet;
  /** Silence after which a test of another project's client is over, ms. */
  quietMs?: number;
  /** How often the files of the certificate are looked at, ms. */
  certificateMs?: number;
  /** Wall clock for tickets and reports, ms since 1970. */
  nowMs?: () => number;
  ndt7Times?: Ndt7Times;
};

/** RFC 6455: the server is going down. */
const CLOSE_GOING_AWAY = 1001;
/** What a worker tells of its event loop covers this. */
const LAG_TOLD_MS = 10_000;
/** A WebSocket whose client does not answer the close is cut after this. */
const CLOSE_MS = 500;

export type OpenProcess = Point & {
  /** A connection that the captain accepted. */
  take(socket: Socket): void;
  /** Worst lateness of the event loop in the last ten seconds, ms. */
  lagMs(): number;
  /** What this process alone has counted. */
  metrics(): Promise<object[]>;
};

/** Opens it. Without `link` it is the whole point and listens itself; with it, it is a worker. Rejects as openPoint does. */
export async function openProcess(config: PointConfig, parts: PointParts, link?: CrewLink): Promise<OpenProcess> {
  const log = openLog(config);
  const certificate = openCertificate(config, log, parts.certificateMs);
  const server = createHttpServer(certificate, longestRequestMs(config), (request, response) => {
    if (!isInTurn(request, response)) return;
    serveRequest(context, request, response).catch((error: unknown) => failed(log, request, response, error));
  });
  const key = await under('DATA', config.data, config.host, openKey(config.data, config.id));
  const isReporting = config.hub !== undefined && link === undefined;
  const ownOutbox = isReporting ? await openOutbox(join(config.data, 'outbox'), config.hub ?? '', log) : undefined;
  const lag = watchLoopLag(config.maxDurationMs);
  const metrics = openMetrics(lag, certificate);
  const hub = parts.ticketKeys ?? config.hub;
  const keys = hub === undefined ? undefined : openHubKeys(hub);
  const gate = openGate(config, metrics, () => performance.now(), link?.elsewhere);
  const nowMs = parts.nowMs ?? Date.now;
  const runs = openForeignRuns(
    { config, gate, log, metrics },
    async (run, told) => {
      metrics.payloadBytes.inc({ direction: 'download', protocol: run.kind }, run.download.bytes);
      metrics.payloadBytes.inc({ direction: 'upload', protocol: run.kind }, run.upload.bytes);
      const submission = foreignSubmission(run, told, config.id);
      if (submission === undefined) return;
      metrics.measurements.inc({ protocol: run.kind });
      const lagMs = lag.worstSinceMs(performance.now() - submission.durationMs);
      const receipt = await signReceipt(key, foreignClaims(run, config.id, lagMs));
      await context.outbox?.put({ ...submission, receipt });
    },
    parts.quietMs,
  );
  const context: PointContext = {
    config,
    key,
    log,
    metrics,
    lag,
    sockets: new Set(),
    families: [],
    gate,
    tickets: keys && openTicketDesk(config.id, keys.find, nowMs, link?.used ?? openUsedTickets(nowMs)),
    sessions: new Map(),
    outbox: link?.outbox ?? ownOutbox,
    readMetrics: link?.metrics ?? (() => metrics.registry.metrics()),
    runs,
    accessTokens: keys && openAccessTokens(config.id, keys.find, nowMs),
    loss: openLossDesk(config, log),
    turn: undefined,
    http2Port: undefined,
  };
  const limitConnections = openConnectionLimit(config, metrics, log);
  server.on('connection', limitConnections);
  acceptWebSockets(context, server, parts.ndt7Times ?? NDT7_TIMES);
  let http2: Http2Listener | undefined;
  const release = async () => {
    certificate?.close();
    keys?.close();
    context.turn?.close();
    lag.close();
    await ownOutbox?.close();
  };
  const start = async () => {
    if (link !== undefined) return { port: config.port, families: link.families };
    const { host, port, http2Port, turnPort } = config;
    const listening = await under('PORT', port, host, listen(server, host, port));
    if (http2Port !== undefined && certificate !== undefined)
      http2 = await under(
        'HTTP2_PORT',
        http2Port,
        host,
        openHttp2(context, { host, port: http2Port, certificate, limitConnections }),
      );
    context.http2Port = http2?.port;
    if (turnPort !== undefined)
      context.turn = await under('TURN_PORT', turnPort, config.turnAddress ?? host, openTurn(config, turnPort));
    return listening;
  };
  const { port, families } = await start().catch(async (error: unknown) => {
    server.close();
    await http2?.close();
    await release();
    throw error;
  });
  context.families.push(...families);
  const reporting: Reporting | undefined =
    isReporting && config.hub !== undefined ? startReporting(context, config.hub, nowMs) : undefined;
  if (link === undefined) {
    log.info({ port, open: config.open }, 'point listens');
    for (const fault of await kernelFaults(config.congestionControl)) log.warn(fault);
  }
  let closing: Promise<void> | undefined;
  const close = async () => {
    context.gate.drain();
    runs.drain();
    reporting?.close();
    const told = reporting?.reportNow();
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, config.drainMs);
    await Promise.race([context.gate.empty(), limit.promise]);
    clearTimeout(timer);
    await runs.close();
    for (const session of context.sessions.values()) session.end();
    for (const socket of context.sockets) socket.close(CLOSE_GOING_AWAY);
    const cut = setTimeout(() => {
      for (const socket of context.sockets) socket.terminate();
    }, CLOSE_MS);
    const closed = new Promise<void>((resolve) => {
      if (link === undefined) server.close(() => resolve());
      else resolve();
    });
    server.closeAllConnections();
    await Promise.all([closed, http2?.close(), told]);
    clearTimeout(cut);
    await release();
  };
  const closeOnce = () => (closing ??= close());
  return {
    port,
    http2Port: http2?.port,
    publicJwk: key.publicJwk,
    take(socket) {
      server.emit('connection', socket);
      socket.resume();
    },
    lagMs: () => lag.worstSinceMs(performance.now() - LAG_TOLD_MS),
    metrics: async () => {
      metrics.undelivered.set((await context.outbox?.waiting()) ?? 0);
      return metrics.registry.getMetricsAsJSON();
    },
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}
