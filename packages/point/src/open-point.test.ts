import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { connect, hello, openSession, startPoint } from '../test/client.ts';
import { ConfigError, readConfig } from './index.ts';

describe('limits', () => {
  it('9.1: a full point says busy, and 1013', async () => {
    await using point = await startPoint({ maxSessions: 1 });
    using _held = await openSession(point.port);
    using client = await connect(point.port);
    client.send(hello());
    expect(await client.next('refused')).toMatchObject({ code: 'busy', retryAfterMs: 10_000 });
    expect(await client.closed).toBe(1013);
  });

  it('9.1: an address starts only so many measurements a minute', async () => {
    await using point = await startPoint({ sessionsPerMinute: 2 });
    using _first = await openSession(point.port);
    using _second = await openSession(point.port);
    using client = await connect(point.port);
    client.send(hello());
    expect((await client.next('refused')).code).toBe('rate-limited');
  });

  it('9.1: silence ends a session', async () => {
    await using point = await startPoint({ idleMs: 100 });
    using session = await openSession(point.port);
    expect((await session.control.next('refused')).code).toBe('idle');
  });

  it('9.1: a measurement may not go on for ever', async () => {
    await using point = await startPoint({ maxDurationMs: 1_000 });
    using session = await openSession(point.port);
    const keepAwake = setInterval(() => session.control.send({ type: 'ping', seq: 1 }), 50);
    expect((await session.control.next('refused')).code).toBe('time-limit');
    clearInterval(keepAwake);
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

describe('listening', () => {
  it('2.1: localhost is both loopback addresses, in both protocols, and both end with the point', async () => {
    const point = await startPoint({ host: 'localhost' });
    for (const host of ['127.0.0.1', '[::1]']) {
      expect((await fetch(`http://${host}:${point.port}/health`)).status).toBe(200);
    }
    {
      using session = await openSession(point.port, '::1');
      expect(session).toBeDefined();
    }
    await point.close();
    for (const host of ['127.0.0.1', '[::1]']) {
      await expect(fetch(`http://${host}:${point.port}/health`)).rejects.toThrow();
    }
  });

  it('2.1: takes IPv6, and tells its prefix by /48 alone', async () => {
    await using point = await startPoint({ host: '::1' });
    using session = await openSession(point.port, '::1');
    expect(session.welcome.family).toBe(6);
  });

  it('2.1: on :: an IPv4 client is an IPv4 client', async () => {
    await using point = await startPoint({ host: '::' });
    using session = await openSession(point.port);
    expect(session.welcome.family).toBe(4);
  });

  it('2.2: with TLS offers ALPN http/1.1 alone', async () => {
    await using folder = await startPoint();
    const [tlsCert, tlsKey] = [join(folder.data, 'cert.pem'), join(folder.data, 'tls.pem')];
    const subject = ['-subj', '/CN=localhost', '-nodes', '-days', '1'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', tlsKey, '-out', tlsCert, ...subject], {
      stdio: 'ignore',
    });
    await using point = await startPoint({ tlsCert, tlsKey });
    const agreed = await new Promise((resolve, reject) => {
      const options = {
        port: point.port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        ALPNProtocols: ['h2', 'http/1.1'],
      };
      const socket = connectTls(options, () => resolve(socket.alpnProtocol) as unknown as undefined).once(
        'error',
        reject,
      );
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
