import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { bodyOf, connect, finish, hello, makeCertificate, metric, openSession, startPoint } from '../test/client.ts';
import { ConfigError, readConfig } from './index.ts';

describe('limits', () => {
  it('9.1: a full point says busy, and 1013', async () => {
    await using point = await startPoint({ maxSessions: 1 });
    using _held = await openSession(point.port);
    using client = await connect(point.port);
    client.send(hello());
    expect(await client.next('refused')).toMatchObject({ code: 'busy', retryAfterMs: 10_000 });
    expect(await client.closed).toBe(1013);
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="busy"}')).toBe(1);
    expect(await metric(point.port, 'i_speed_point_sessions')).toBe(1);
  });

  it('9.1: an address starts only so many measurements a minute', async () => {
    await using point = await startPoint({ sessionsPerMinute: 2 });
    using _first = await openSession(point.port);
    using _second = await openSession(point.port);
    using client = await connect(point.port);
    client.send(hello());
    expect((await client.next('refused')).code).toBe('rate-limited');
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="rate-limited"}')).toBe(1);
  });

  it('9.1: silence ends a session', async () => {
    await using point = await startPoint({ idleMs: 100 });
    using session = await openSession(point.port);
    expect((await session.control.next('refused')).code).toBe('idle');
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="idle"}')).toBe(1);
  });

  it('9.1: a measurement may not go on for ever', async () => {
    await using point = await startPoint({ maxDurationMs: 1_000 });
    using session = await openSession(point.port);
    const keepAwake = setInterval(() => session.control.send({ type: 'ping', seq: 1 }), 50);
    expect((await session.control.next('refused')).code).toBe('time-limit');
    clearInterval(keepAwake);
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="time-limit"}')).toBe(1);
  });
});

describe('draining', () => {
  it('10.1: lets the running measurement finish, takes no other, and says so', async () => {
    await using point = await startPoint({ drainMs: 20_000 });
    using session = await openSession(point.port);
    using late = await connect(point.port);
    const closing = point.close();
    late.send(hello());
    expect((await late.next('refused')).code).toBe('draining');
    expect((await fetch(`http://127.0.0.1:${point.port}/health`)).status).toBe(503);
    session.control.send({ type: 'finish', windows: [] });
    expect((await session.control.next('receipt')).type).toBe('receipt');
    await closing;
  });
});

describe('draining, when a client does not end', () => {
  it('10.1: cuts its measurement after the time it was given, and a connection without hello as well', async () => {
    const point = await startPoint({ drainMs: 100 });
    using session = await openSession(point.port);
    using silent = await connect(point.port);
    const response = await session.download(0);
    const body = bodyOf(response);
    const cut = expect(body).rejects.toThrow();
    await point[Symbol.asyncDispose]();
    await cut;
    expect(await session.control.closed).toBe(1001);
    expect(await silent.closed).toBe(1001);
  });

  it('10.1: waits for nothing when nothing runs', async () => {
    const point = await startPoint({ drainMs: 20_000 });
    using _silent = await connect(point.port);
    const startMs = performance.now();
    await point[Symbol.asyncDispose]();
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });
});

describe('the key', () => {
  it('that receipts verify with is shown with name, version and the families it listens on', async () => {
    await using point = await startPoint({ host: '127.0.0.1', name: 'Point One' });
    const answer = await fetch(`http://127.0.0.1:${point.port}/v1/key`);
    expect(await answer.json()).toEqual({
      id: 'p1',
      name: 'Point One',
      key: { ...point.publicJwk, kty: 'OKP', crv: 'Ed25519', kid: 'p1', use: 'sig' },
      families: [4],
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  });

  it('is kept in the data folder for its owner alone, and stays the same', async () => {
    await using first = await startPoint();
    const file = await stat(join(first.data, 'key.json'));
    expect(file.mode & 0o777).toBe(0o600);
    await first.close();
    await using second = await startPoint({ data: first.data });
    expect(second.publicJwk).toEqual(first.publicJwk);
  });
});

describe('TLS', () => {
  it('2.1: a whole measurement runs over TLS, and its download counts are payload, not records', async () => {
    await using folder = await startPoint();
    await using point = await startPoint(makeCertificate(folder.data));
    using session = await openSession(point.port, { isTls: true });
    expect(await bodyOf(await session.download(0, '?bytes=5000000'))).toHaveLength(5_000_000);
    // The last count may come before the message that says the pulse has ended.
    const isWhole = (bytes: number | undefined) => bytes === 5_000_000;
    expect(await session.control.next('counts', ({ samples }) => isWhole(samples.at(-1)?.[1]))).toBeDefined();
    expect((await session.upload(1, Buffer.alloc(3_000_000))).text).toBe('{"bytes":3000000}');
    const claims = await finish(session, point.publicJwk);
    expect(claims.download?.bytes).toBe(5_000_000);
    expect(claims.upload?.bytes).toBe(3_000_000);
    if (process.platform === 'linux') {
      const sent = claims.tcp?.reduce((sum, each) => sum + each.bytesSent, 0);
      expect(sent).toBeGreaterThan(5_000_000);
      expect(sent).toBeLessThan(5_100_000);
    }
  });

  it('2.1: a certificate that cannot be read stops the start and is named', async () => {
    await expect(startPoint({ tlsCert: '/nowhere/cert.pem', tlsKey: '/nowhere/key.pem' })).rejects.toThrow(
      '/nowhere/cert.pem',
    );
  });
});

describe('listening', () => {
  it('2.1: localhost is both loopback addresses, in both protocols, and both end with the point', async () => {
    const point = await startPoint({ host: 'localhost' });
    for (const host of ['127.0.0.1', '[::1]']) {
      expect((await fetch(`http://${host}:${point.port}/health`)).status).toBe(200);
    }
    {
      using session = await openSession(point.port, { host: '::1' });
      expect(session).toBeDefined();
    }
    await point.close();
    for (const host of ['127.0.0.1', '[::1]']) {
      await expect(fetch(`http://${host}:${point.port}/health`)).rejects.toThrow();
    }
  });

  it('2.1: takes IPv6, and tells its prefix by /48 alone', async () => {
    await using point = await startPoint({ host: '::1' });
    using session = await openSession(point.port, { host: '::1' });
    expect(session.welcome.family).toBe(6);
  });

  it('2.1: on :: an IPv4 client is an IPv4 client', async () => {
    await using point = await startPoint({ host: '::' });
    using session = await openSession(point.port);
    expect(session.welcome.family).toBe(4);
  });

  it('2.2: with TLS offers ALPN http/1.1 alone', async () => {
    await using folder = await startPoint();
    await using point = await startPoint(makeCertificate(folder.data));
    const agreed = await new Promise((resolve, reject) => {
      const options = {
        port: point.port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        ALPNProtocols: ['h2', 'http/1.1'],
      };
      const socket = connectTls(options, () => resolve(socket.alpnProtocol)).once('error', reject);
      socket.once('secureConnect', () => socket.end());
    });
    expect(agreed).toBe('http/1.1');
  });

  it('2.4: answers a preflight and lets pages of any origin read', async () => {
    await using point = await startPoint();
    const answer = await fetch(`http://127.0.0.1:${point.port}/v1/key`, { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('timing-allow-origin')).toBe('*');
  });
});

describe('settings', () => {
  it('that are wrong are all named at once', () => {
    const env = {
      I_SPEED_POINT_ID: 'Bad Id',
      I_SPEED_POINT_PORT: '99999',
      I_SPEED_POINT_SPEED: '1',
      I_SPEED_POINT_TLS_KEY: 'k',
    };
    expect(() => readConfig(env)).toThrow(ConfigError);
    for (const name of ['_ID', '_PORT', '_SPEED', '_TLS_CERT'])
      expect(() => readConfig(env)).toThrow(`I_SPEED_POINT${name}`);
  });

  it('from the environment become numbers and truths', () => {
    expect(
      readConfig({ I_SPEED_POINT_ID: 'p1', I_SPEED_POINT_MAX_SESSIONS: '3', I_SPEED_POINT_OPEN: 'true' }),
    ).toMatchObject({
      maxSessions: 3,
      open: true,
      port: 8081,
    });
  });
});
