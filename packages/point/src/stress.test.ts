// What a client that means no good, or has died, can hold of a point.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hello, metric, connect as openControl, openSession, startPoint } from '../test/client.ts';

test('who asks for ever more answers and reads none is cut', async () => {
  await using point = await startPoint();
  using client = await openControl(point.port);
  client.send(hello());
  await client.next('welcome');
  client.socket.pause();
  // Written at once: a hundred megabytes of answers, a hundred times what may wait.
  const isCut = async () => {
    for (let sent = 0; sent < 1_000_000; sent += 1) {
      if (client.socket.readyState !== client.socket.OPEN) return true;
      client.socket.send('{"type":"ping","seq":1}');
      if (sent % 1_000 === 0) await turn();
    }
    return false;
  };
  expect(await isCut()).toBe(true);
  expect(await metric(point.port, 'i_speed_point_refusals_total{code="rate-limited"}')).toBe(1);
});

test.each([
  ['announces a body and sends nothing', 'POST /upload HTTP/1.1\r\nHost: p\r\nContent-Length: 1000000000\r\n\r\n'],
  ['asks for a body and reads nothing', 'GET /download?bytes=1000000000 HTTP/1.1\r\nHost: p\r\n\r\n'],
])('a client that %s gives its place back', async (_, request) => {
  await using point = await startPoint({ idleMs: 500 }, { quietMs: 500 });
  const socket = connect(point.port, '127.0.0.1');
  socket.on('error', () => undefined).pause();
  socket.write(request);
  await expect.poll(() => metric(point.port, 'i_speed_point_sessions')).toBe(1);
  await expect.poll(() => metric(point.port, 'i_speed_point_sessions'), { timeout: 10_000 }).toBe(0);
  socket.destroy();
});

test('a client that sends a byte now and then gives its place back', async () => {
  await using point = await startPoint({ idleMs: 500 }, { quietMs: 500 });
  const socket = connect(point.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('POST /upload HTTP/1.1\r\nHost: p\r\nContent-Length: 1000000000\r\n\r\n');
  const dripping = setInterval(() => socket.write('x'), 50);
  await expect.poll(() => metric(point.port, 'i_speed_point_sessions')).toBe(1);
  await expect.poll(() => metric(point.port, 'i_speed_point_sessions'), { timeout: 10_000 }).toBe(0);
  clearInterval(dripping);
  socket.destroy();
});

test.each(['native', 'other'])(
  'of a full point a %s client that reads nothing gives its place to who asks',
  async (kind) => {
    // Without anybody who asks it would hold the place for a minute.
    await using point = await startPoint({ idleMs: 60_000, maxSessions: 1 });
    const socket = connect(point.port, '127.0.0.1');
    socket.on('error', () => undefined).pause();
    using holder = kind === 'native' ? await openSession(point.port) : undefined;
    const path = holder ? `/v1/download/${holder.welcome.session}/0` : '/download?bytes=1000000000';
    socket.write(`GET ${path} HTTP/1.1\r\nHost: p\r\n\r\n`);
    await expect.poll(() => metric(point.port, 'i_speed_point_sessions')).toBe(1);
    const ask = async () => {
      using client = await openControl(point.port);
      client.send(hello());
      return (await Promise.race([client.next('welcome'), client.next('refused')])).type;
    };
    expect(await ask()).toBe('refused');
    await expect.poll(ask, { timeout: 20_000, interval: 500 }).toBe('welcome');
    socket.destroy();
  },
  30_000,
);

test('who sends a hundred messages a second for long, and 500 besides, is told no and heard no more', async () => {
  await using point = await startPoint();
  using client = await openControl(point.port);
  client.send(hello());
  await client.next('welcome');
  for (let seq = 1; seq <= 5_000; seq += 1) client.send({ type: 'ping', seq });
  expect(await client.next('refused')).toMatchObject({ code: 'rate-limited', detail: 'at most 100 messages a second' });
  const answered = client.heard.filter(({ type }) => type === 'pong').length;
  // Hello is one of them; those of the time that they took to come are some hundreds at most.
  expect(answered).toBeGreaterThanOrEqual(499);
  expect(answered).toBeLessThan(1_500);
  expect(await client.closed).toBe(1008);
  expect(await metric(point.port, 'i_speed_point_refusals_total{code="rate-limited"}')).toBe(1);
});

test('one address holds so many connections as its measurements of a minute need, and others have theirs', async () => {
  await using point = await startPoint({ sessionsPerMinute: 2, maxConnections: 1 });
  const open = async (localAddress: string) => {
    const socket = connect({ port: point.port, host: '127.0.0.1', localAddress });
    socket.on('error', () => undefined);
    const closed = once(socket, 'close').then(() => 'cut');
    socket.write('GET /nq/small HTTP/1.1\r\nHost: p\r\n\r\n');
    return { socket, fate: await Promise.race([closed, once(socket, 'data').then(() => 'served')]) };
  };
  const own = [];
  for (let i = 0; i < 4; i += 1) own.push(await open('127.0.0.2'));
  expect(own.map(({ fate }) => fate)).toEqual(Array(4).fill('served'));
  expect((await open('127.0.0.2')).fate).toBe('cut');
  const other = await open('127.0.0.3');
  expect(other.fate).toBe('served');
  own[0]?.socket.destroy();
  await expect.poll(async () => (await open('127.0.0.2')).fate).toBe('served');
  for (const { socket } of [...own, other]) socket.destroy();
});

test('who asks a thousand times without awaiting an answer is cut, and who asks ten times is answered', async () => {
  await using point = await startPoint();
  const ask = async (times: number) => {
    const socket = connect(point.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET /health HTTP/1.1\r\nHost: p\r\n\r\n'.repeat(times));
    let answers = 0;
    const answered = new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        answers += String(data).split('HTTP/1.1 200').length - 1;
        if (answers === times) resolve();
      });
    });
    const fate = await Promise.race([answered.then(() => 'served'), once(socket, 'close').then(() => 'cut')]);
    socket.destroy();
    return fate;
  };
  expect(await ask(10)).toBe('served');
  expect(await ask(1_000)).toBe('cut');
  expect(await ask(10)).toBe('served');
});

test('a request whose head is too long is answered', async () => {
  await using point = await startPoint();
  const socket = connect(point.port, '127.0.0.1');
  const [answer] = await Promise.all([
    once(socket, 'data'),
    socket.write(`GET / HTTP/1.1\r\nHost: p\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
  ]);
  expect(String(answer)).toMatch(/^HTTP\/1.1 431 /);
});
