// Plain TCP transfers and datagram probes across a link: its own proof, and the traffic that a test must share it with.
import { fileURLToPath } from 'node:url';
import type { NodeProgram } from './node-program.ts';
import { runNode } from './node-program.ts';
import type { Family, Link, LinkSide } from './open-link.ts';

/** Bytes at the receiver: [ms on the link's clock, payload bytes so far], both rising. */
export type ArrivalSeries = readonly (readonly [number, number])[];

export interface Transfer {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly series: ArrivalSeries;
}

export interface TransferOptions {
  readonly direction: 'down' | 'up';
  readonly durationMs: number;
  /** Connections at once (default 1). */
  readonly connections?: number;
  readonly family?: Family;
}

export interface Probes {
  readonly sent: number;
  /** Round trip of each probe in the order sent; `undefined` for those that never came back. */
  readonly rttMs: readonly (number | undefined)[];
}

export interface ProbeOptions {
  readonly count: number;
  readonly intervalMs: number;
  readonly sizeBytes?: number;
  /** How long to wait for the last answers (default 500). */
  readonly lingerMs?: number;
  readonly family?: Family;
}

/** Moves as many bytes as the link carries for a while, counted where they arrive. */
export async function transfer(link: Link, options: TransferOptions): Promise<Transfer> {
  const { direction, durationMs, connections = 1, family = 4 } = options;
  const [from, to]: [LinkSide, LinkSide] = direction === 'down' ? ['server', 'client'] : ['client', 'server'];
  const host = link.addresses[from][family];
  await using source = runNode(link, from, program('stream-source'), [host]);
  const port = await source.line();
  await using sink = runNode(link, to, program('stream-sink'), [host, port, connections, durationMs]);
  const told = asTransfer(JSON.parse(await sink.line()));
  const shiftMs = link.nowMs() - Number(process.hrtime.bigint()) / 1e6;
  return {
    startedMs: told.startedMs + shiftMs,
    endedMs: told.endedMs + shiftMs,
    series: told.series.map(([atMs, bytes]) => [atMs + shiftMs, bytes] as const),
  };
}

/** Fills a direction with plain TCP until the link closes: somebody else's transfer. Resolves when it has connected. */
export async function keepBusy(link: Link, direction: 'down' | 'up', connections: number): Promise<void> {
  const [from, to]: [LinkSide, LinkSide] = direction === 'down' ? ['server', 'client'] : ['client', 'server'];
  const host = link.addresses[from][4];
  const port = await runNode(link, from, program('stream-source'), [host]).line();
  runNode(link, to, program('stream-sink'), [host, port, connections, 2 ** 31 - 1]);
  for (let atMs = link.nowMs(); ; atMs += 50) {
    const truth = await link.truth(atMs, atMs + 50);
    if (truth[direction].payloadBytes >= 1_448) return;
  }
}

/** Sends datagrams from the client, which the server sends back. */
export async function probe(link: Link, options: ProbeOptions): Promise<Probes> {
  const { count, intervalMs, sizeBytes = 64, lingerMs = 500, family = 4 } = options;
  const host = link.addresses.server[family];
  await using echo = runNode(link, 'server', program('datagram-echo'), [host]);
  const port = await echo.line();
  const args = [host, port, count, intervalMs, sizeBytes, lingerMs];
  await using prober = runNode(link, 'client', program('datagram-probe'), args);
  const told = asProbes(JSON.parse(await prober.line()));
  return { sent: told.sent, rttMs: told.rttMs.map((ms) => ms ?? undefined) };
}

/** Payload rate between two instants, 10^6 bit/s, straight lines between arrivals; throws outside the series. */
export function arrivalRateMbps(series: ArrivalSeries, fromMs: number, toMs: number): number {
  return ((bytesBy(series, toMs) - bytesBy(series, fromMs)) * 8) / (toMs - fromMs) / 1e3;
}

function bytesBy(series: ArrivalSeries, atMs: number): number {
  const next = series.findIndex(([ms]) => ms >= atMs);
  const after = series[next];
  const before = series[next - 1];
  if (!after || !before) throw new RangeError(`the series does not reach ${atMs} ms`);
  return before[1] + ((after[1] - before[1]) * (atMs - before[0])) / (after[0] - before[0]);
}

function program(name: string): NodeProgram {
  return fileURLToPath(new URL(`ends/${name}.ts`, import.meta.url));
}

/** Guarantee: only called on the one line that `ends/stream-sink.ts` prints. */
function asTransfer(line: unknown): { startedMs: number; endedMs: number; series: [number, number][] } {
  return line as { startedMs: number; endedMs: number; series: [number, number][] };
}

/** Guarantee: only called on the one line that `ends/datagram-probe.ts` prints. */
function asProbes(line: unknown): { sent: number; rttMs: (number | null)[] } {
  return line as { sent: number; rttMs: (number | null)[] };
}
