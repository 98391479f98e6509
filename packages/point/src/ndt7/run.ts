// One ndt7 test over its WebSocket, either direction, per M-Lab's specification (protocols: ndt7).
import { setTimeout as wait } from 'node:timers/promises';
import type { Direction } from '@i-speed/spec';
import type { WebSocket } from 'ws';
import { POOL_BYTES, pool } from '../bulk/pool.ts';
import type { TcpInfo } from '../kernel/tcp-info.ts';
import { type Ndt7Ends, ndt7Message } from './message.ts';

/** How long a test runs; ndt7 fixes 10 s and 15 s, tests of this file use shorter ones. */
export type Ndt7Times = { runMs: number; limitMs: number };
export const NDT7_TIMES: Ndt7Times = { runMs: 10_000, limitMs: 15_000 };

export type Ndt7Outcome = {
  sizeBytes: number;
  /** From the first to the last counted byte's moment. */
  spanMs: number;
  series: [number, number][];
  /** False when the connection broke instead of being closed. */
  orderly: boolean;
};

/** Messages start here, double while they are at most a sixteenth of what was sent, and end at 1 MiB. */
const FIRST_MESSAGE_BYTES = 1 << 13;
const SCALING = 16;
/** Time between measurement messages: exponential, ms. */
const EVERY_MS = { mean: 250, least: 25, most: 625 };
const SERIES_MS = 50;

/** Runs the test and resolves when the connection has closed. `tcpInfo` reads the kernel, absent where it cannot. */
export async function runNdt7(
  socket: WebSocket,
  direction: Direction,
  ends: Ndt7Ends,
  tcpInfo: () => TcpInfo | undefined,
  earlyExitBytes: number | undefined,
  times: Ndt7Times,
): Promise<Ndt7Outcome> {
  const startMs = performance.now();
  const over = new AbortController();
  const series: [number, number][] = [[0, 0]];
  let sizeBytes = 0;
  let spanMs = 0;
  let orderly = false;
  const count = (bytes: number) => {
    sizeBytes += bytes;
    spanMs = performance.now() - startMs;
    if (spanMs - (series.at(-1)?.[0] ?? 0) >= SERIES_MS) series.push([spanMs, sizeBytes]);
  };
  const closed = new Promise<void>((resolve) => {
    socket.once('close', (code) => {
      orderly = code !== 1006;
      over.abort();
      resolve();
    });
  });
  socket.on('error', () => over.abort());
  const limit = setTimeout(() => socket.terminate(), times.limitMs);
  const isEnough = () =>
    performance.now() - startMs >= times.runMs ||
    (earlyExitBytes !== undefined && (tcpInfo()?.bytesAcked ?? sizeBytes) >= earlyExitBytes);
  const report = () => {
    if (socket.readyState !== socket.OPEN) return;
    const elapsedUs = (performance.now() - startMs) * 1000;
    socket.send(ndt7Message(ends, elapsedUs, sizeBytes, tcpInfo(), direction));
    socket.ping(String(process.hrtime.bigint()));
  };
  const reporting = (async () => {
    while (!over.signal.aborted) {
      await wait(nextReportMs(), undefined, { signal: over.signal }).catch(() => undefined);
      if (!over.signal.aborted) report();
    }
  })();
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return;
    if (direction === 'upload') count(sizeOf(data));
    else socket.close(1000, 'Done sending');
  });
  if (direction === 'download') {
    await sendUntil(socket, isEnough, count, over.signal);
    report();
  } else
    await wait(times.runMs + (times.limitMs - times.runMs) / 2, undefined, { signal: over.signal }).catch(
      () => undefined,
    );
  if (socket.readyState === socket.OPEN)
    socket.close(1000, direction === 'download' ? 'Done sending' : 'Done receiving');
  await closed;
  clearTimeout(limit);
  await reporting;
  return { sizeBytes, spanMs, series, orderly };
}

/** Sends random messages as fast as the socket takes them; each is counted when the kernel has it. */
async function sendUntil(
  socket: WebSocket,
  isEnough: () => boolean,
  count: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let messageBytes = FIRST_MESSAGE_BYTES;
  let sentBytes = 0;
  let inFlight = 0;
  let freed = Promise.withResolvers<void>();
  const onAbort = () => freed.resolve();
  signal.addEventListener('abort', onAbort);
  while (!signal.aborted && socket.readyState === socket.OPEN && !isEnough()) {
    if (inFlight >= 2) {
      await freed.promise;
      freed = Promise.withResolvers();
      continue;
    }
    const sizeBytes = messageBytes;
    inFlight += 1;
    socket.send(pool.subarray(0, sizeBytes), { binary: true }, (error) => {
      inFlight -= 1;
      if (!error) count(sizeBytes);
      freed.resolve();
    });
    sentBytes += sizeBytes;
    if (messageBytes < POOL_BYTES && messageBytes <= sentBytes / SCALING) messageBytes *= 2;
  }
  signal.removeEventListener('abort', onAbort);
}

function nextReportMs(): number {
  return Math.min(EVERY_MS.most, Math.max(EVERY_MS.least, -EVERY_MS.mean * Math.log(1 - Math.random())));
}

function sizeOf(data: WebSocket.RawData): number {
  if (Array.isArray(data)) return data.reduce((sum, part) => sum + part.length, 0);
  return data.byteLength;
}
