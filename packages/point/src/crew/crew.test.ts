import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { TICKET_ISSUER, TICKET_TYPE } from '@i-speed/spec';
import { findFreePorts } from '@i-speed/testbed';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { bodyOf, connect, finish, hello, makeCertificate, metric, openSession, startPoint } from '../../test/client.ts';
import { ConfigError, readConfig } from '../config.ts';

/** Two clients of different addresses are served by different workers (assign.test.ts). */
const [ONE, TWO] = ['127.0.0.1', '127.0.0.2'];

describe('a point of two processes', () => {
  it('measures for two clients at once, with one key, and counts both', async () => {
    await using point = await startPoint({ workers: 2 });
    using one = await openSession(point.port, { from: ONE });
    using two = await openSession(point.port, { from: TWO });
    expect(await metric(point.port, 'i_speed_point_sessions')).toBe(2);
    expect(await (await fetch(`http://127.0.0.1:${point.port}/health`)).json()).toMatchObject({ sessions: 2 });
    for (const session of [one, two]) {
      expect(await bodyOf(await session.download(0, '?bytes=300000'))).toHaveLength(300_000);
      expect(await session.upload(1, Buffer.alloc(200_000))).toEqual({ status: 200, text: '{"bytes":200000}' });
      expect(await finish(session, point.publicJwk)).toMatchObject({ iss: 'p1', clientPrefix: '127.0.0.0/24' });
    }
    const bytes = (direction: string) =>
      metric(point.port, `i_speed_point_payload_bytes_total{direction="${direction}",protocol="native"}`);
    expect([await bytes('download'), await bytes('upload')]).toEqual([600_000, 400_000]);
    expect(await metric(point.port, 'i_speed_point_measurements_total{protocol="native"}')).toBe(2);
  });

  it('serves who comes before its workers are ready', async () => {
    const [port = 0] = await findFreePorts(1);
    const opening = startPoint({ workers: 2, port });
    const asked = [ONE, TWO].map(async (from) => {
      const socket = await connectEarly(port, from);
      socket.write('GET /health HTTP/1.1\r\nHost: point\r\nConnection: close\r\n\r\n');
      return text(socket);
    });
    for (const answer of await Promise.all(asked)) expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await (await opening)[Symbol.asyncDispose]();
  });

  it('measures over TLS', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'i-speed-crew-'));
    await using point = await startPoint({ workers: 2, ...makeCertificate(folder) });
    for (const from of [ONE, TWO]) {
      using session = await openSession(point.port, { from, isTls: true });
      expect(await bodyOf(await session.download(0, '?bytes=300000'))).toHaveLength(300_000);
    }
    rmSync(folder, { recursive: true });
  });

  it('is full for all when one of them has taken the last place', async () => {
    await using point = await startPoint({ workers: 2, maxSessions: 1 });
    using held = await openSession(point.port, { from: ONE });
    using client = await connect(point.port, { from: TWO });
    client.send(hello());
    expect((await client.next('refused')).code).toBe('busy');
    await finish(held, point.publicJwk);
    await held.control.closed;
    using next = await openSession(point.port, { from: ONE });
    expect(next.welcome.pointId).toBe('p1');
  });

  it('honours a ticket once, whichever of them it comes to', async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const ticketKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA', use: 'sig' }] };
    await using point = await startPoint({ workers: 2, open: false }, { ticketKeys });
    const id = uuidv7();
    const ticket = await new SignJWT({ jti: id })
      .setProtectedHeader({ alg: 'EdDSA', typ: TICKET_TYPE, kid: 'k' })
      .setIssuer(TICKET_ISSUER)
      .setAudience('p1')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(privateKey);
    using first = await connect(point.port, { from: ONE });
    first.send(hello(id, ticket));
    expect((await first.next('welcome')).pointId).toBe('p1');
    using second = await connect(point.port, { from: TWO });
    second.send(hello(id, ticket));
    expect((await second.next('refused')).code).toBe('ticket-used');
  });

  it('takes no settings that need one process', () => {
    const settings = { I_SPEED_POINT_ID: 'p1', I_SPEED_POINT_WORKERS: '2', I_SPEED_POINT_TURN_PORT: '3478' };
    expect(() => readConfig(settings)).toThrow(ConfigError);
  });
});

describe('a point of two processes at SIGTERM', () => {
  it('lets both finish, takes no other, and ends with 0', async () => {
    const data = mkdtempSync(join(tmpdir(), 'i-speed-crew-'));
    const child = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        I_SPEED_POINT_ID: 'p1',
        I_SPEED_POINT_HOST: '127.0.0.1',
        I_SPEED_POINT_PORT: '0',
        I_SPEED_POINT_DATA: data,
        I_SPEED_POINT_OPEN: 'true',
        I_SPEED_POINT_WORKERS: '2',
        I_SPEED_POINT_LOG_LEVEL: 'silent',
      },
    });
    const ended = once(child, 'exit');
    const [line] = await once(child.stdout, 'data');
    const port = Number(/port (\d+)/.exec(String(line))?.[1]);
    const sessions = await Promise.all([ONE, TWO].map((from) => openSession(port, { from })));
    using late = await connect(port, { from: ONE });
    child.kill('SIGTERM');
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(503);
    late.send(hello());
    expect((await late.next('refused')).code).toBe('draining');
    for (const session of sessions) {
      session.control.send({ type: 'finish', windows: [] });
      expect((await session.control.next('receipt')).type).toBe('receipt');
    }
    expect(await ended).toEqual([0, null]);
    for (const session of sessions) session[Symbol.dispose]();
    rmSync(data, { recursive: true });
  });
});

/** A connection from the moment when something listens. */
async function connectEarly(port: number, localAddress: string): Promise<Socket> {
  const socket = connectSocket({ host: '127.0.0.1', port, localAddress });
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return connectEarly(port, localAddress);
  }
}
