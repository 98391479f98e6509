// What a client that means no good, or has died, can hold of a point.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hello, metric, connect as openControl, startPoint } from '../test/client.ts';

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

test('a request whose head is too long is answered', async () => {
  await using point = await startPoint();
  const socket = connect(point.port, '127.0.0.1');
  const [answer] = await Promise.all([
    once(socket, 'data'),
    socket.write(`GET / HTTP/1.1\r\nHost: p\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`),
  ]);
  expect(String(answer)).toMatch(/^HTTP\/1.1 431 /);
});
