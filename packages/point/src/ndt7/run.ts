// One ndt7 test over its WebSocket, either direction, per M-Lab's specification (ndt-server, spec/ndt7-protocol.md).
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Direction } from '@i-speed/spec';
import type { WebSocket } from 'ws';
import { POOL_BYTES, pool } from '../bulk/pool.ts';
import type { BbrInfo, TcpInfo } from '../kernel/tcp-info.ts';
import type { Ndt7Count } from './count.ts';
import { type Ndt7Ends, ndt7Message } from './message.ts';
import type { Strained } from './strain.ts';

/** How long a test runs, and the exponential time between its measurement messages. ndt7 fixes them; only tests use shorter ones. */
export type Ndt7Times = { runMs: number; limitMs: number; reportMs: { mean: number; least: number; most: number } };
export const NDT7_TIMES: Ndt7Times = {
  runMs: 10_000,
  limitMs: 15_000,
  reportMs: { mean: 250, least: 25, most: 625 },
};

/** What the kernel says of the test's connection; absent where it cannot be asked. */
export type Ndt7Kernel = { tcp(): TcpInfo | undefined; bbr(): BbrInfo | undefined };

export type Ndt7Outcome = {
  sizeBytes: number;
  /** From the start to the end of sending (download), or to the last byte (upload). */
  spanMs: number;
  /** [ms since the start, payload bytes so far], 50 ms apart at least, but for the last. */
  series: [number, number][];
  /** `data` when `early_exit` ended it; `aborted` when it broke off long before its time. */
  stop: 'time' | 'data' | 'aborted';
};

/** Messages start here, double while they are at most a sixteenth of what was sent, and end at 1 MiB. */
const FIRST_MESSAGE_BYTES = 1 << 13;
const SCALING = 16;
const SERIES_MS = 50;
/** A test that ran this share of its time is a whole one, however its connection ended: clients leave without a word. */
const WHOLE_RATIO = 0.9;
const CLOSE_NORMAL = 1000;

/** Runs the test and resolves when the connection has closed. `strained` is what an upload's payload comes by. */
export async function runNdt7(
  socket: WebSocket,
  direction: Direction,
  ends: Ndt7Ends,
  kernel: Ndt7Kernel,
  count: Ndt7Count,
  earlyExitBytes: number | undefined,
  times: Ndt7Times,
  strained: Strained | undefined,
): Promise<Ndt7Outcome> {
  const isDownload = direction === 'download';
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  const over = new AbortController();
  const series: [number, number][] = [[0, 0]];
  let sizeBytes = 0;
  let spanMs = 0;
  let closeCode = 0;
  let isEnough = false;

  const note = () => {
    // After the close frame what comes is no payload.
    if (over.signal.aborted || socket.readyState !== socket.OPEN) return;
    const bytes = count.bytes();
    if (bytes > sizeBytes || isDownload) spanMs = elapsedMs();
    if (bytes > sizeBytes && spanMs - (series.at(-1)?.[0] ?? 0) >= SERIES_MS) series.push([spanMs, bytes]);
    sizeBytes = bytes;
  };
  const closed = new Promise<void>((resolve) => {
    socket.once('close', (code) => {
      closeCode = code;
      over.abort();
      resolve();
    });
  });
  socket.on('error', () => over.abort());
  socket.on('message', (_, isBinary) => {
    // The client's binary message ends its download; those of an upload are strained off.
    if (isBinary) over.abort();
  });
  if (strained !== undefined)
    strained.onPayload = (payloadBytes) => {
      count.message(payloadBytes);
      note();
    };
  const limit = setTimeout(() => socket.terminate(), times.limitMs);
  const sampling = setInterval(note, SERIES_MS / 2);
  const report = () => {
    if (socket.readyState !== socket.OPEN) return;
    const text = ndt7Message(ends, elapsedMs() * 1000, count.bytes(), kernel.tcp(), kernel.bbr(), direction);
    const clock = String(process.hrtime.bigint());
    socket.send(text);
    socket.ping(clock);
    if (!isDownload) return;
    count.aside(text.length);
    count.aside(clock.length);
  };
  const reporting = repeat(report, times.reportMs, over.signal);
  if (isDownload) {
    isEnough = await sendUntil(
      socket,
      count,
      () => elapsedMs() >= times.runMs,
      earlyExit(earlyExitBytes, kernel, count),
      over.signal,
    );
    note();
    report();
  } else await rest(times.runMs + (times.limitMs - times.runMs) / 2, over.signal);
  over.abort();
  clearInterval(sampling);
  if (socket.readyState === socket.OPEN) socket.close(CLOSE_NORMAL, isDownload ? 'Done sending' : 'Done receiving');
  await closed;
  clearTimeout(limit);
  await reporting;
  if (series.at(-1)?.[1] !== sizeBytes) series.push([spanMs, sizeBytes]);
  const isWhole = closeCode !== 1006 || spanMs >= WHOLE_RATIO * times.runMs;
  return { sizeBytes, spanMs, series, stop: isEnough ? 'data' : isWhole ? 'time' : 'aborted' };
}

function earlyExit(limitBytes: number | undefined, kernel: Ndt7Kernel, count: Ndt7Count): () => boolean {
  if (limitBytes === undefined) return () => false;
  return () => (kernel.tcp()?.bytesAcked ?? count.bytes()) >= limitBytes;
}

/** Sends random messages as fast as the socket takes them; true when `isEnough` ended it. */
async function sendUntil(
  socket: WebSocket,
  count: Ndt7Count,
  isTime: () => boolean,
  isEnough: () => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  let messageBytes = FIRST_MESSAGE_BYTES;
  let sentBytes = 0;
  let offset = 0;
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  while (!signal.aborted && socket.readyState === socket.OPEN && !isTime()) {
    if (isEnough()) return true;
    if (offset + messageBytes > POOL_BYTES) offset = 0;
    const message = pool.subarray(offset, offset + messageBytes);
    offset += messageBytes;
    sentBytes += messageBytes;
    count.message(messageBytes);
    const taken = new Promise<void>((resolve) => socket.send(message, { binary: true }, () => resolve()));
    // A kernel that takes every message at once would never let the event loop turn.
    const wasTakenAtOnce = socket.bufferedAmount === 0;
    await Promise.race([taken, ended]);
    if (wasTakenAtOnce) await turn();
    if (messageBytes < POOL_BYTES && messageBytes <= sentBytes / SCALING) messageBytes *= 2;
  }
  return false;
}

/** Calls `report` at random times until the signal aborts. */
async function repeat(report: () => void, everyMs: Ndt7Times['reportMs'], signal: AbortSignal): Promise<void> {
  for (;;) {
    await rest(nextReportMs(everyMs), signal);
    if (signal.aborted) return;
    report();
  }
}

function nextReportMs({ mean, least, most }: Ndt7Times['reportMs']): number {
  return Math.min(most, Math.max(least, -mean * Math.log(1 - Math.random())));
}

/** Waits; an abort ends the wait. */
async function rest(spanMs: number, signal: AbortSignal): Promise<void> {
  await wait(spanMs, undefined, { signal }).catch(() => undefined);
}
