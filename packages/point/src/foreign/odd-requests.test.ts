// Requests as the tools of engineers send them and browsers never do.
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startPoint } from '../../test/client.ts';

/** The whole answer to a request sent as it stands, a character a byte; the point closes after it. */
async function answerTo(port: number, lines: readonly string[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
  return (await buffer(socket)).toString('latin1');
}

test.each(['/download?bytes=3000000', '/__down?bytes=3000000', '/garbage?ckSize=3', '/nq/large'])(
  'the head of %s is told, nothing counts, and no test begins',
  async (path) => {
    await using point = await startPoint();
    const url = `http://127.0.0.1:${point.port}${path}`;
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('i-speed-measurement')]).toEqual([200, null]);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThanOrEqual(3_000_000);
    const metrics = await (await fetch(`http://127.0.0.1:${point.port}/metrics`)).text();
    expect(metrics.split('\n').filter((line) => /^i_speed_point_payload_bytes_total.* [1-9]/.test(line))).toEqual([]);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);
  },
);

test('an upgrade that the point does not speak is answered as if it had not been offered', async () => {
  await using point = await startPoint();
  const answer = await answerTo(point.port, [
    'GET /download?bytes=5 HTTP/1.1',
    'Host: point',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
  ]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer.split('\r\n\r\n')[1]).toHaveLength(5);
});

test('a host that is none is refused in words', async () => {
  await using point = await startPoint();
  const answer = await answerTo(point.port, ['GET /.well-known/nq HTTP/1.1', 'Host: x y"<z>']);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('The Host header names no host.');
});

test('more bytes than any test may move are refused as that', async () => {
  await using point = await startPoint();
  const answer = await fetch(`http://127.0.0.1:${point.port}/download?bytes=100000000000000`);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('more bytes')]);
});
