// A point of several processes: this one listens and hands each connection to a worker; it alone has the key's file, the outbox and the hub.
import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AggregatorRegistry } from 'prom-client';
import { LOSS_PORTS, type PointConfig } from '../config.ts';
import { listen } from '../http/server.ts';
import { kernelFaults } from '../kernel/kernel-faults.ts';
import { openKey } from '../key.ts';
import { openLog } from '../log.ts';
import type { Point, PointParts } from '../open-process.ts';
import { openOutbox } from '../report/outbox.ts';
import { startReporting } from '../report/report-state.ts';
import { openUsedTickets } from '../session/ticket.ts';
import { under } from '../setting-fault.ts';
import { openAssignment } from './assign.ts';
import { type FromWorker, fromWorker, type MetricsTold, type Question, type ToWorker } from './message.ts';

type Worker = { child: ChildProcess; ready: Promise<void>; gone: Promise<void>; running: number; lagMs: number };

const workerPath = fileURLToPath(new URL('worker.ts', import.meta.url));
/** A worker that died is replaced after this, so that one that cannot live does not eat the machine. */
const REPLACE_MS = 1_000;

/** Opens the point's workers and listens. Rejects as openPoint does. */
export async function openCrew(config: PointConfig, parts: PointParts): Promise<Point> {
  const log = openLog(config);
  const nowMs = parts.nowMs ?? Date.now;
  const key = await under('DATA', config.data, config.host, openKey(config.data, config.id));
  const outbox = config.hub === undefined ? undefined : await openOutbox(join(config.data, 'outbox'), config.hub, log);
  const used = openUsedTickets(nowMs);
  const assign = openAssignment(config.workers, () => performance.now());
  const metricsWanted = new Map<number, (told: MetricsTold) => void>();
  const crew: Worker[] = [];
  let asked = 0;
  let isClosing = false;

  const running = () => crew.reduce((sum, worker) => sum + worker.running, 0);
  const tell = ({ child }: Worker, message: ToWorker, socket?: Socket) => {
    if (child.connected) child.send(message, socket, () => undefined);
    else socket?.destroy();
  };
  const tellRunning = (of: Worker) => {
    for (const each of crew) if (each !== of) tell(each, { type: 'elsewhere', running: running() - each.running });
  };
  const gatherMetrics = async () => {
    const all = crew
      .filter(({ child }) => child.connected)
      .map(async (worker) => {
        const told = new Promise<MetricsTold>((resolve) => metricsWanted.set(++asked, resolve));
        const id = asked;
        tell(worker, { type: 'metrics', id });
        const metrics = await Promise.race([told, worker.gone.then(() => [])]);
        metricsWanted.delete(id);
        return metrics;
      });
    return Promise.all(all);
  };
  const answer = async (question: Question): Promise<unknown> => {
    if (question.what === 'claim') return used.claim(question.measurementId, question.untilMs);
    if (question.what === 'put') return outbox?.put(question.submission);
    if (question.what === 'waiting') return (await outbox?.waiting()) ?? 0;
    // Counters and gauges added up; the event loop's lag is the worst.
    return AggregatorRegistry.aggregate((await gatherMetrics()).filter((told) => told.length > 0)).metrics();
  };
  const heed = async (worker: Worker, message: FromWorker) => {
    if (message.type === 'running') {
      worker.running = message.running;
      tellRunning(worker);
    } else if (message.type === 'lag') worker.lagMs = message.worstMs;
    else if (message.type === 'metrics') metricsWanted.get(message.id)?.(message.metrics);
    else if (message.type === 'ask')
      tell(worker, { type: 'answer', id: message.id, answer: await answer(message.question) });
  };

  const server = createServer({ pauseOnConnect: true, noDelay: true, keepAlive: true }, (socket) => {
    const worker = crew[assign(socket.remoteAddress)];
    const drop = () => socket.destroy();
    // A worker that is not ready yet has nobody to give a connection to.
    worker?.ready.then(() => tell(worker, { type: 'connection' }, socket), drop);
    if (worker === undefined) drop();
  });
  const release = async () => {
    for (const { child } of crew) if (child.connected) child.disconnect();
    await Promise.all(crew.map(({ gone }) => gone));
    await outbox?.close();
  };
  const { port, families } = await under(
    'PORT',
    config.port,
    config.host,
    listen(server, config.host, config.port),
  ).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const openingOf = (place: number): ToWorker => ({
    type: 'open',
    // Each worker has UDP ports of its own for loss echoes.
    config: { ...config, ...(config.lossPort !== undefined && { lossPort: config.lossPort + place * LOSS_PORTS }) },
    families,
    ...(parts.ticketKeys && { ticketKeys: parts.ticketKeys }),
    ...(parts.quietMs !== undefined && { quietMs: parts.quietMs }),
  });
  const man = (place: number) => {
    const worker = startWorker(openingOf(place), (message) => {
      heed(worker, message).catch((error: unknown) => log.error({ error }, 'a worker was not answered'));
    });
    crew[place] = worker;
    void worker.gone.then(() => {
      if (isClosing || crew[place] !== worker) return;
      log.error({ place }, 'a worker died and is replaced');
      worker.running = 0;
      tellRunning(worker);
      setTimeout(() => !isClosing && man(place).ready.catch(() => undefined), REPLACE_MS).unref();
    });
    return worker;
  };
  try {
    await Promise.all(Array.from({ length: config.workers }, (_, place) => man(place).ready));
  } catch (error) {
    isClosing = true;
    server.close();
    await release();
    throw error;
  }
  const gate = {
    get draining() {
      return isClosing;
    },
    get running() {
      return running();
    },
  };
  const lag = { worstSinceMs: () => Math.max(0, ...crew.map(({ lagMs }) => lagMs)) };
  const reporting =
    config.hub === undefined ? undefined : startReporting({ config, gate, key, lag, log, families }, config.hub, nowMs);
  log.info({ port, workers: config.workers, open: config.open }, 'point listens');
  for (const fault of await kernelFaults(config.congestionControl)) log.warn(fault);
  let closing: Promise<void> | undefined;
  const close = async () => {
    isClosing = true;
    reporting?.close();
    const told = reporting?.reportNow();
    // Newcomers are still handed over, to be told that the point drains.
    for (const worker of crew) tell(worker, { type: 'drain' });
    await Promise.all([told, ...crew.map(({ gone }) => gone)]);
    // Not awaited: Node goes on counting the connections that it has handed to processes which are gone.
    server.close();
    await release();
  };
  const closeOnce = () => (closing ??= close());
  return {
    port,
    http2Port: undefined,
    publicJwk: key.publicJwk,
    close: closeOnce,
    [Symbol.asyncDispose]: closeOnce,
  };
}

function startWorker(opening: ToWorker, onMessage: (message: FromWorker) => void): Worker {
  const child = fork(workerPath, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const gone = new Promise<void>((over) => child.once('exit', () => over()));
  child.on('message', (told) => {
    const message = fromWorker(told);
    if (message.type === 'ready') resolve();
    else if (message.type === 'failed') reject(new Error(message.message));
    else onMessage(message);
  });
  child.on('error', reject);
  void gone.then(() => reject(new Error('a worker of the point ended before it was ready')));
  ready.catch(() => undefined);
  child.send(opening);
  return { child, ready, gone, running: 0, lagMs: 0 };
}
