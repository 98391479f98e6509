import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dropBody } from './drop-body.ts';
import { listen } from './server.ts';

/** What a server counted of each body, and how much of it Node copied. */
type Counted = { bytes: number; copiedBytes: number };

let port = 0;
let counted: Counted[] = [];
let allowedBytes = Number.POSITIVE_INFINITY;
const server = createServer((request, response) => {
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
});

beforeAll(async () => {
  port = (await listen(server, '127.0.0.1', 0)).port;
});
afterAll(() => void server.close());

it('any bodies one after another on one connection are counted byte by byte, however they are cut into writes', async () => {
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
      const answers = await answersTo(stream, writeBytes);
      expect(answers.match(/\d+;/g)).toEqual([...sizesBytes, 0].map((size) => `${size};`));
      expect(counted.map(({ bytes }) => bytes)).toEqual([...sizesBytes, 0]);
    },
  );
  await fc.assert(property, { numRuns: 30 });
});

it.runIf(process.platform === 'linux')('most of a fast body is never copied', async () => {
  counted = [];
  expect(await answersTo(Buffer.concat([plainRequest(60_000_000), LAST]), 60_000_000)).toContain('60000000;');
  expect(counted[0]?.copiedBytes).toBeLessThan(30_000_000);
});

it('no more than what is allowed is taken from the kernel', async () => {
  counted = [];
  allowedBytes = 1_000_000;
  await answersTo(Buffer.concat([plainRequest(20_000_000), LAST]), 20_000_000);
  allowedBytes = Number.POSITIVE_INFINITY;
  expect(counted).toHaveLength(1);
  expect(counted[0]?.bytes).toBeGreaterThan(1_000_000);
  expect(counted[0]?.bytes).toBeLessThanOrEqual(1_000_000 + 65_536);
});

const LAST = Buffer.from('GET / HTTP/1.1\r\nhost: point\r\nconnection: close\r\n\r\n');

function plainRequest(sizeBytes: number): Buffer {
  return Buffer.concat([head(`content-length: ${sizeBytes}`), Buffer.alloc(sizeBytes, 'x')]);
}

function chunkedRequest(sizeBytes: number): Buffer {
  const chunk = sizeBytes === 0 ? [] : [Buffer.from(`${sizeBytes.toString(16)}\r\n`), Buffer.alloc(sizeBytes), CRLF];
  return Buffer.concat([head('transfer-encoding: chunked'), ...chunk, Buffer.from('0\r\n\r\n')]);
}

const CRLF = Buffer.from('\r\n');

function head(line: string): Buffer {
  return Buffer.from(`POST / HTTP/1.1\r\nhost: point\r\n${line}\r\n\r\n`);
}

/** Sends the stream in writes of so many bytes, each as the one before it left, and reads until the server ends. */
async function answersTo(stream: Buffer, writeBytes: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answers = text(socket).catch(() => '');
  for (let offset = 0; offset < stream.length && !socket.destroyed; offset += writeBytes)
    await new Promise<void>(
      (resolve) => void socket.write(stream.subarray(offset, offset + writeBytes), () => resolve()),
    );
  return await answers;
}
