// An ndt7 client's WebSocket from admission to the record in the outbox.
import type { IncomingMessage } from 'node:http';
import type { Direction } from '@i-speed/spec';
import { v7 as uuidv7 } from 'uuid';
import type { WebSocket } from 'ws';
import { rawSocketOf } from '../http/raw-socket.ts';
import { fdOf } from '../kernel/libc.ts';
import { readBbrInfo, readTcpInfo } from '../kernel/tcp-info.ts';
import { chooseCongestionControl } from '../kernel/tune-socket.ts';
import type { PointContext } from '../point-context.ts';
import { signReceipt } from '../receipt/receipt.ts';
import { summariseTcp } from '../receipt/tcp-summary.ts';
import { plainAddress } from '../session/address.ts';
import { countNdt7 } from './count.ts';
import { endpoint } from './message.ts';
import type { Ndt7Query } from './query.ts';
import { ndt7Claims, ndt7Submission } from './record.ts';
import { type Ndt7Times, runNdt7 } from './run.ts';
import type { Strained } from './strain.ts';

export const NDT7_SUBPROTOCOL = 'net.measurementlab.ndt.v7';

/** The direction an ndt7 path stands for; absent for other paths. */
export function ndt7Direction(path: string): Direction | undefined {
  if (path === '/ndt/v7/download') return 'download';
  return path === '/ndt/v7/upload' ? 'upload' : undefined;
}

/** Runs the test, then signs and keeps its record for the hub. `leave` gives the place at the gate back. */
export async function serveNdt7(
  context: PointContext,
  socket: WebSocket,
  request: IncomingMessage,
  direction: Direction,
  query: Ndt7Query,
  times: Ndt7Times,
  strained: Strained | undefined,
  leave: () => void,
): Promise<void> {
  const { config, metrics, outbox, lag } = context;
  const raw = rawSocketOf(request.socket);
  const fd = fdOf(raw);
  if (fd !== undefined) chooseCongestionControl(fd, config.congestionControl);
  const tcp = summariseTcp(0, raw);
  const refreshing = setInterval(() => tcp.refresh(), 500);
  const address = plainAddress(raw.remoteAddress);
  const startedAt = new Date();
  const startMs = performance.now();
  const id = uuidv7();
  const ends = {
    client: endpoint(address, raw.remotePort ?? 0),
    server: endpoint(plainAddress(raw.localAddress), raw.localPort ?? 0),
    uuid: id,
    startTime: startedAt.toISOString(),
  };
  try {
    const kernel = {
      tcp: () => (raw.destroyed ? undefined : readTcpInfo(fd)),
      bbr: () => (raw.destroyed ? undefined : readBbrInfo(fd)),
    };
    const count = countNdt7(direction, request.socket, kernel.tcp);
    const outcome = await runNdt7(socket, direction, ends, kernel, count, query.earlyExitBytes, times, strained);
    // The kernel's account of a connection that has closed can no longer be had; that of half a second ago stands.
    metrics.payloadBytes.inc({ direction, protocol: 'ndt7' }, outcome.sizeBytes);
    const eventLoopLagMs = lag.worstSinceMs(startMs);
    const test = {
      id,
      pointId: config.id,
      direction,
      startedAt,
      address,
      metadata: query.metadata,
      outcome,
      tcp,
      eventLoopLagMs,
    };
    const submission = ndt7Submission(test);
    if (submission === undefined) return;
    metrics.measurements.inc({ protocol: 'ndt7' });
    await outbox?.put({ ...submission, receipt: await signReceipt(context.key, ndt7Claims(test)) });
  } catch (error) {
    context.log.error({ error }, 'ndt7 test failed');
  } finally {
    clearInterval(refreshing);
    leave();
  }
}
