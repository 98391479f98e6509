// A point under siege: connections of every kind are opened by the hundred and left. It measures for others meanwhile, cuts them
// after some seconds, and has its descriptors back.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate, openSession } from '../../packages/point/test/client.ts';

const host = '127.0.0.1';
const EACH = 200;
/** Ten seconds for a handshake or a head, and five until the next look; a busy machine takes some more. */
const CUT_MS = 30_000;

const folder = mkdtempSync(join(tmpdir(), 'i-speed-siege-'));
let point: ChildProcess;
let said = '';
let port = 0;
let http2Port = 0;

beforeAll(async () => {
  [port = 0, http2Port = 0] = await findFreePorts(2);
  const { tlsCert, tlsKey } = makeCertificate(folder);
  const settings = {
    ID: 'siege',
    HOST: host,
    PORT: String(port),
    HTTP2_PORT: String(http2Port),
    DATA: join(folder, 'data'),
    TLS_CERT: tlsCert,
    TLS_KEY: tlsKey,
    OPEN: 'true',
    DRAIN_MS: '0',
    // All come from one address here, which then may hold as many connections.
    SESSIONS_PER_MINUTE: '1000',
  };
  const env = Object.entries(settings).map(([name, value]) => [`I_SPEED_POINT_${name}`, value]);
  const main = fileURLToPath(new URL('../../packages/point/src/main.ts', import.meta.url));
  point = spawn(process.execPath, [main], { env: { ...process.env, ...Object.fromEntries(env) } });
  await new Promise<void>((resolve) =>
    point.stdout?.on('data', (text) => {
      said += String(text);
      if (said.includes('point ready')) resolve();
    }),
  );
});
afterAll(async () => {
  const ended = once(point, 'exit');
  point.kill();
  await ended;
  rmSync(folder, { recursive: true });
});

const descriptors = () => readdirSync(`/proc/${point.pid}/fd`).length;

async function raw(to = port): Promise<Socket> {
  const socket = connect(to, host);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket.resume();
}

async function secure(head: string): Promise<Socket> {
  const socket = connectTls({ port, host, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  socket.write(head);
  return socket.resume();
}

async function beginHandshake(): Promise<Socket> {
  const socket = await raw();
  // The head of a TLS record (RFC 8446) and the first byte of what it should hold.
  socket.write(Buffer.from('160301020001', 'hex'));
  return socket;
}

const kinds: [string, () => Promise<{ destroyed: boolean }>][] = [
  ['say nothing', () => raw()],
  ['begin a handshake', beginHandshake],
  ['say nothing after the handshake', () => secure('')],
  ['begin a head', () => secure('GET / HTTP/1.1\r\nHost: p\r\nX: ')],
  ['upgrade and do not say hello', () => secure(controlHead())],
  ['say nothing to the other port', () => raw(http2Port)],
  ['say nothing over HTTP/2', openHttp2],
];

test('hundreds that are opened and left are cut, others measure meanwhile, and every descriptor comes back', async () => {
  const before = descriptors();
  const left = await Promise.all(
    kinds.map(async ([name, open]) => ({ name, all: await Promise.all(Array.from({ length: EACH }, open)) })),
  );
  expect(descriptors()).toBeGreaterThanOrEqual(before + kinds.length * EACH);
  {
    using session = await openSession(port, { isTls: true });
    session.control.send({ type: 'ping', seq: 1 });
    expect((await session.control.next('pong')).seq).toBe(1);
    const { text } = await session.upload(0, Buffer.alloc(1_000_000));
    expect(text).toBe('{"bytes":1000000}');
  }
  const standing = () => left.filter(({ all }) => all.some(({ destroyed }) => !destroyed)).map(({ name }) => name);
  await expect.poll(standing, { timeout: CUT_MS, interval: 250 }).toEqual([]);
  await expect.poll(descriptors, { timeout: 5_000 }).toBeLessThanOrEqual(before);
});

test('a client that leaves in the middle of its report is no failure of the point', async () => {
  const report = 'POST /results/telemetry.php HTTP/1.1\r\nHost: p\r\nContent-Length: 900\r\n\r\nx';
  const before = descriptors();
  const clients = await Promise.all(Array.from({ length: 20 }, () => secure(report)));
  await wait(500);
  for (const client of clients) client.destroy();
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
  expect(said).not.toContain('request failed');
});

async function openHttp2() {
  const session = connectHttp2(`https://${host}:${http2Port}`, { rejectUnauthorized: false });
  session.on('error', () => undefined);
  await once(session, 'remoteSettings');
  return session;
}

function controlHead(): string {
  return [
    'GET /v1/control HTTP/1.1',
    'Host: p',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Protocol: i-speed.control.v1',
    '\r\n',
  ].join('\r\n');
}
