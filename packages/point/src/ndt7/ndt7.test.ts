import { createServer } from 'node:http';
import { submission } from '@i-speed/spec';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { makeCertificate, startPoint } from '../../test/client.ts';
import { NDT7_SUBPROTOCOL } from './serve.ts';

const TIMES = { runMs: 600, limitMs: 1_000, reportMs: { mean: 25, least: 25, most: 50 } };

/** One test with a plain client: everything the server said and how it ended. A message of `enough` bytes ends a download, `size` is that of an upload's. */
async function run(port: number, path: string, { size, enough }: { size?: number; enough?: number } = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, NDT7_SUBPROTOCOL, { perMessageDeflate: false });
  const texts: Record<string, Record<string, unknown>>[] = [];
  const sizes: number[] = [];
  const pings: string[] = [];
  socket.on('ping', (data) => pings.push(String(data)));
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      sizes.push(data.length);
      // M-Lab's clients end a download early by a message of their own.
      if (data.length === enough) socket.send(Buffer.alloc(1));
      return;
    }
    const text = JSON.parse(String(data));
    texts.push(text);
    // An upload ends as clients end it: by themselves, here once the point has told of more than a megabyte.
    if (size !== undefined && text.TCPInfo.BytesReceived > 1 << 20) socket.close(1000);
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  if (size !== undefined) {
    const body = Buffer.alloc(size);
    const again = () => socket.readyState === WebSocket.OPEN && socket.send(body, again);
    again();
  }
  const [code, reason] = await new Promise<[number, string]>((resolve) =>
    socket.once('close', (c, r) => resolve([c, String(r)])),
  );
  return { texts, sizes, pings, code, reason };
}

/** A hub that answers each submission with the next of `statuses` and keeps it; the point's own reports it takes and forgets. */
async function startHub(statuses: number[] = []) {
  const posts: unknown[] = [];
  const arrived: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (request.url !== '/api/v1/measurements') {
      response.writeHead(204).end();
      return;
    }
    const status = statuses.shift() ?? 201;
    response.writeHead(status).end('{}');
    if (status === 201) posts.push(JSON.parse(Buffer.concat(parts).toString()));
    if (status === 201) for (const wake of arrived.splice(0)) wake();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async post(): Promise<unknown> {
      while (posts.length === 0) await new Promise<void>((resolve) => arrived.push(resolve));
      return posts.shift();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('ndt7', () => {
  it('download: messages double up to 1 MiB, measurements are integers, it closes with Done sending', async () => {
    await using point = await startPoint();
    const { sizes, texts, pings, code, reason } = await run(point.port, '/ndt/v7/download?client_name=t', {
      enough: 1 << 20,
    });
    expect([code, reason]).toEqual([1000, 'Done sending']);
    expect(sizes[0]).toBe(1 << 13);
    expect(Math.max(...sizes)).toBe(1 << 20);
    for (const [index, size] of sizes.slice(1).entries())
      expect([sizes[index], 2 * (sizes[index] ?? 0)]).toContain(size);
    expect(texts[0]?.ConnectionInfo).toMatchObject({ Client: expect.stringContaining('127.0.0.1:') });
    const numbers = texts.flatMap(({ AppInfo, TCPInfo }) => Object.values({ ...AppInfo, ...TCPInfo }));
    expect(numbers.every(Number.isInteger)).toBe(true);
    expect(pings.length).toBe(texts.length);
    expect(pings.every((ping) => /^\d+$/.test(ping))).toBe(true);
  });

  it('download: ends by itself when its time is over', async () => {
    await using point = await startPoint({}, { ndt7Times: TIMES });
    const { sizes, texts, code, reason } = await run(point.port, '/ndt/v7/download');
    expect([code, reason]).toEqual([1000, 'Done sending']);
    expect(texts.at(-1)?.AppInfo?.ElapsedTime).toBeGreaterThanOrEqual(TIMES.runMs * 1000);
    expect(sizes.length).toBeGreaterThan(0);
  });

  it('upload: counts what came, tells it on the way back, and takes messages of 8 MiB', async () => {
    await using point = await startPoint();
    const { texts, code } = await run(point.port, '/ndt/v7/upload', { size: 1 << 23 });
    expect(code).toBe(1000);
    expect(texts.length).toBeGreaterThan(0);
    expect(Number(texts.at(-1)?.TCPInfo?.BytesReceived)).toBeGreaterThan(1 << 20);
  });

  it.each([false, true])(
    'upload, TLS %s: keeps every byte of payload and none of what is said beside it',
    async (isTls) => {
      await using hub = await startHub();
      await using folder = await startPoint();
      await using point = await startPoint({ hub: hub.url, ...(isTls && makeCertificate(folder.data)) });
      const socket = new WebSocket(
        `${isTls ? 'wss' : 'ws'}://127.0.0.1:${point.port}/ndt/v7/upload`,
        NDT7_SUBPROTOCOL,
        {
          rejectUnauthorized: false,
        },
      );
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.send(Buffer.alloc(3_000_000));
      socket.send(JSON.stringify({ AppInfo: { NumBytes: 3_000_000, ElapsedTime: 1 }, Test: 'x'.repeat(200) }));
      socket.send(Buffer.alloc(2_000_000), { fin: false });
      socket.ping('now');
      socket.send(Buffer.alloc(7), { fin: true });
      socket.close(1000);
      const { upload } = submission.parse(await hub.post());
      expect(upload?.bytes).toBe(5_000_007);
      expect(await closed).toBe(1000);
    },
  );

  it('upload: a message over 16 MiB is refused as too large', async () => {
    await using point = await startPoint();
    const socket = new WebSocket(`ws://127.0.0.1:${point.port}/ndt/v7/upload`, NDT7_SUBPROTOCOL);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('error', () => undefined).send(Buffer.alloc((1 << 24) + 1));
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1009);
  });

  it.each([
    ['without the subprotocol', '/ndt/v7/download', undefined],
    ['with an early_exit other than 250', '/ndt/v7/download?early_exit=100', NDT7_SUBPROTOCOL],
    ['with a query over 4096 bytes', `/ndt/v7/download?client_x=${'x'.repeat(4096)}`, NDT7_SUBPROTOCOL],
  ])('answers 400 %s', async (_, path, protocol) => {
    await using point = await startPoint();
    const socket = new WebSocket(`ws://127.0.0.1:${point.port}${path}`, protocol === undefined ? [] : [protocol]);
    const status = await new Promise((resolve) =>
      socket.once('unexpected-response', (_request, answer) => resolve(answer.statusCode)),
    );
    socket.on('error', () => undefined).terminate();
    expect(status).toBe(400);
  });

  it('a run becomes a measurement with the point’s receipt, delivered although the hub was away at first', async () => {
    await using hub = await startHub([503]);
    await using point = await startPoint({ hub: hub.url }, { ndt7Times: TIMES });
    const { texts } = await run(point.port, '/ndt/v7/download?client_version=9.9&client_os=linux');
    const kept = submission.parse(await hub.post());
    expect(kept.client).toEqual({ kind: 'ndt7', version: '9.9', os: 'linux' });
    expect(kept.upload).toBeUndefined();
    const { download } = kept;
    // What was acknowledged when sending ended, WebSocket framing and messages like this one taken out.
    const ackedBytes = Number(texts.at(-1)?.TCPInfo?.BytesAcked);
    expect(download?.bytes).toBeLessThan(ackedBytes);
    expect(download?.bytes).toBeGreaterThan(0.9 * ackedBytes);
    expect(download?.rateMbps).toBeCloseTo(((download?.bytes ?? 0) * 8) / (download?.durationMs ?? 1) / 1000, 6);
    expect(decodeJwt(kept.receipt ?? '')).toMatchObject({
      iss: 'p1',
      jti: kept.id,
      clientKind: 'ndt7',
      ticketed: false,
    });
  });
});
