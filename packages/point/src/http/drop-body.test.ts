import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificate } from '../../test/client.ts';
import { dropBody } from './drop-body.ts';
import { listen } from './server.ts';

/** What a server counted of each body, and how much of it Node copied. */
type Counted = { bytes: number; copiedBytes: number };

let counted: Counted[] = [];
let allowedBytes = Number.POSITIVE_INFINITY;
const take: RequestListener = (request, response) => {
  const body = { bytes: 0, copiedBytes: 0 };
  counted.push(body);
  request.on('data', (chunk: Buffer) => {
    body.copiedBytes += chunk.length;
  });
  dropBody(
    request,
    () => allowedBytes - body.bytes,
    (sizeBytes) => {
      body.bytes += sizeBytes;
      if (body.bytes > allowedBytes) request.destroy();
    },
  );
  request.on('end', () => response.end(`${body.bytes};`));
};
const folder = mkdtempSync(join(tmpdir(), 'i-speed-cert-'));
const { tlsCert, tlsKey } = makeCertificate(folder);
const servers = [createServer(take), createTlsServer({ cert: readFileSync(tlsCert), key: readFileSync(tlsKey) }, take)];
let ports: number[] = [];

beforeAll(async () => {
  ports = await Promise.all(servers.map(async (server) => (await listen(server, '127.0.0.1', 0)).port));
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true });
});

describe.each([{ isTls: false }, { isTls: true }])('bodies, TLS $isTls', ({ isTls }) => {
  it('one after another on one connection are counted byte by byte, however they are cut into writes', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 900_000 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 5_000, max: 700_000 }),
      fc.boolean(),
      async (sizesBytes, writeBytes, isChunked) => {
        counted = [];
        const stream = Buffer.concat([
          ...sizesBytes.map((size) => (isChunked ? chunkedRequest(size) : plainRequest(size))),
          LAST,
        ]);
        const answers = await answersTo(open(isTls), stream, writeBytes);
        expect(answers.match(/\d+;/g)).toEqual([...sizesBytes, 0].map((size) => `${size};`));
        expect(counted.map(({ bytes }) => bytes)).toEqual([...sizesBytes, 0]);
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  it.runIf(isTls || process.platform === 'linux')('most of a fast one is never copied for JavaScript', async () => {
    counted = [];
    expect(await answersTo(open(isTls), plainRequest(60_000_000, LAST), 60_000_000)).toContain('60000000;');
    expect(counted[0]?.copiedBytes).toBeLessThan(30_000_000);
  });

  it('no more than what is allowed is taken, but for what came in between two looks', async () => {
    counted = [];
    allowedBytes = 1_000_000;
    const sent = plainRequest(20_000_000, LAST);
    await answersTo(open(isTls), sent, isTls ? 65_536 : sent.length);
    allowedBytes = Number.POSITIVE_INFINITY;
    expect(counted).toHaveLength(1);
    expect(counted[0]?.bytes).toBeGreaterThan(1_000_000);
    if (!isTls) expect(counted[0]?.bytes).toBeLessThanOrEqual(1_000_000 + 65_536);
  });

  it('one that breaks off is counted as far as it came, and the next connection is heard', async () => {
    counted = [];
    const broken = open(isTls);
    await new Promise<void>(
      (resolve) => void broken.write(plainRequest(9_000_000).subarray(0, 5_000_000), () => resolve()),
    );
    while ((counted[0]?.bytes ?? 0) < 4_900_000) await delay(5);
    broken.destroy();
    expect(await answersTo(open(isTls), plainRequest(3_000_000, LAST), 100_000)).toContain('3000000;');
  });
});

const LAST = Buffer.from('GET / HTTP/1.1\r\nhost: point\r\nconnection: close\r\n\r\n');

function plainRequest(sizeBytes: number, then = Buffer.alloc(0)): Buffer {
  return Buffer.concat([head(`content-length: ${sizeBytes}`), Buffer.alloc(sizeBytes, 'x'), then]);
}

function chunkedRequest(sizeBytes: number): Buffer {
  const chunk = sizeBytes === 0 ? [] : [Buffer.from(`${sizeBytes.toString(16)}\r\n`), Buffer.alloc(sizeBytes), CRLF];
  return Buffer.concat([head('transfer-encoding: chunked'), ...chunk, Buffer.from('0\r\n\r\n')]);
}

const CRLF = Buffer.from('\r\n');

function head(line: string): Buffer {
  return Buffer.from(`POST / HTTP/1.1\r\nhost: point\r\n${line}\r\n\r\n`);
}

function open(isTls: boolean): Socket {
  const port = ports[isTls ? 1 : 0] ?? 0;
  return isTls ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }) : connect(port, '127.0.0.1');
}

/** Sends the stream in writes of so many bytes, each as the one before it left, and reads until the server ends. */
async function answersTo(socket: Socket, stream: Buffer, writeBytes: number): Promise<string> {
  const answers = text(socket).catch(() => '');
  for (let offset = 0; offset < stream.length && !socket.destroyed; offset += writeBytes)
    await new Promise<void>(
      (resolve) => void socket.write(stream.subarray(offset, offset + writeBytes), () => resolve()),
    );
  return await answers;
}
