// One transfer each, of the point or of another server: what came out and what it cost.
import { DOWNLOAD_PATH, UPLOAD_PATH } from '@i-speed/spec';
import { openBenchSession } from './ends/session.ts';
import { curl, iperf, runEnd, type Taken, withServerTime } from './measure.ts';
import type { Served } from './servers.ts';

/** Payload of a transfer that has an end. */
export const SIZE_BYTES = 1_000_000_000;
/** Length of one that has none. */
const STREAM_S = 2;

export type Named = { who: string; mbps: number; serverCpuSPerGb?: number; clientCpuSPerGb?: number };
/** `curl` as people have it, or a client that costs so little that the server is the limit. */
export type Client = 'curl' | 'light';

/** A download of the point's own protocol. */
export async function download(point: Served, client: Client = 'curl'): Promise<Named> {
  using session = await openBenchSession(point.url);
  const url = `${point.url}${DOWNLOAD_PATH}/${session.token}/0?bytes=${SIZE_BYTES}`;
  return await named(
    'point',
    withServerTime(point.pid, () => take(client, url)),
  );
}

/** An upload of the point's own protocol; `body` is a file of the size. */
export async function upload(point: Served, body: string, client: Client = 'curl'): Promise<Named> {
  using session = await openBenchSession(point.url);
  const url = `${point.url}${UPLOAD_PATH}/${session.token}/0`;
  return await named(
    'point',
    withServerTime(point.pid, () => give(client, body, url)),
  );
}

/** An upload over the point's WebSocket. */
export function uploadStream(point: Served): Promise<Named> {
  return named(
    'point',
    withServerTime(point.pid, async () => JSON.parse(await runEnd('upload', [point.url, String(SIZE_BYTES)]))),
  );
}

/** nginx sends a file. */
export function file(server: Served, origin: string, client: Client = 'curl'): Promise<Named> {
  return named(
    'nginx',
    withServerTime(server.pid, () => take(client, `${origin}/body`)),
  );
}

/** nginx takes a body and forgets it. */
export function discard(server: Served, origin: string, body: string, client: Client = 'curl'): Promise<Named> {
  return named(
    'nginx',
    withServerTime(server.pid, () => give(client, body, `${origin}/discard`)),
  );
}

/** A download for two seconds, over our HTTP or over ndt7's WebSocket. */
export async function stream(who: string, server: Served, way: 'http' | 'ws'): Promise<Named> {
  return { who, mbps: Number(await runEnd('stream', [way, server.url, String(STREAM_S)])) };
}

/** An ndt7 upload for two seconds. */
export async function ndt7Upload(who: string, server: Served): Promise<Named> {
  return { who, mbps: Number(await runEnd('ndt7-upload', [server.url, String(STREAM_S)])) };
}

/** iperf3's own client; `isReverse`: the server sends. */
export async function iperfOf(server: Served, isReverse: boolean): Promise<Named> {
  return { who: 'iperf3', mbps: await iperf(server.port, STREAM_S, isReverse) };
}

function take(client: Client, url: string) {
  return client === 'curl' ? curl([url], SIZE_BYTES) : light('down', url);
}

function give(client: Client, body: string, url: string) {
  return client === 'curl' ? curl(['-X', 'POST', '-T', body, url], SIZE_BYTES) : light('up', url);
}

async function light(way: 'down' | 'up', url: string): Promise<{ mbps: number; sizeBytes: number }> {
  return JSON.parse(await runEnd('light', [way, url, String(SIZE_BYTES)]));
}

async function named(who: string, taken: Promise<Taken>): Promise<Named> {
  return { who, ...(await taken) };
}
