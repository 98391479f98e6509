import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UPLOAD_PATH, UPLOAD_SUBPROTOCOL } from '@i-speed/spec';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ClientWay, finish, makeCertificate, metric, openSession, startPoint } from '../../test/client.ts';

async function openStream(port: number, session: string, { isTls = false }: ClientWay = {}): Promise<WebSocket> {
  const scheme = isTls ? 'wss' : 'ws';
  const stream = new WebSocket(`${scheme}://127.0.0.1:${port}${UPLOAD_PATH}/${session}`, UPLOAD_SUBPROTOCOL, {
    rejectUnauthorized: false,
  });
  await once(stream, 'open');
  return stream;
}

/** Sends a body of these pieces and gives the point's answer. */
async function sendBody(stream: WebSocket, pulse: number, pieces: readonly number[]): Promise<string> {
  stream.send(JSON.stringify({ type: 'begin', pulse }));
  for (const size of pieces) stream.send(Buffer.alloc(size));
  stream.send('{"type":"end"}');
  const [answer] = await once(stream, 'message');
  return String(answer);
}

for (const isTls of [false, true])
  it(`6.4: a stream carries bodies of several pulses, counted without their framing${isTls ? ', over TLS' : ''}`, async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'i-speed-cert-'));
    await using point = await startPoint(isTls ? makeCertificate(folder.path) : {});
    await using session = await openSession(point.port, { isTls });
    const stream = await openStream(point.port, session.welcome.session, { isTls });
    expect(await sendBody(stream, 0, [1, 125, 126, 65_536])).toBe('{"type":"ended","bytes":65788}');
    expect(await sendBody(stream, 0, [])).toBe('{"type":"ended","bytes":0}');
    expect(await sendBody(stream, 3, [70_000, 5])).toBe('{"type":"ended","bytes":70005}');
    expect((await session.control.samplesTo(3, 70_005)).at(-1)?.[1]).toBe(70_005);
    const closed = once(stream, 'close');
    const claims = await finish(session, point.publicJwk);
    expect(claims.upload?.bytes).toBe(65_788 + 70_005);
    if (process.platform === 'linux') expect(claims.tcp).toHaveLength(1);
    await closed;
  });

it('9.1: a stream beyond the bytes of a measurement is cut there', async () => {
  await using point = await startPoint({ maxBytes: 1_000_000 });
  await using session = await openSession(point.port);
  const stream = await openStream(point.port, session.welcome.session);
  stream.on('error', () => undefined);
  stream.send('{"type":"begin","pulse":0}');
  stream.send(Buffer.alloc(2_000_000));
  await once(stream, 'close');
  expect((await session.control.samplesTo(0, 1_000_000)).at(-1)?.[1]).toBe(1_000_000);
  expect(await metric(point.port, 'i_speed_point_refusals_total{code="byte-limit"}')).toBe(1);
});

it('a stream that pings on and reads no answer is cut', async () => {
  await using point = await startPoint();
  await using session = await openSession(point.port);
  const stream = await openStream(point.port, session.welcome.session);
  stream.on('error', () => undefined);
  stream.pause();
  const closed = once(stream, 'close');
  const ping = Buffer.alloc(125);
  const timer = setInterval(() => {
    for (let each = 0; each < 2_000 && stream.readyState === stream.OPEN; each += 1) stream.ping(ping);
  }, 5);
  const isCut = await Promise.race([closed.then(() => true), sleep(3_000, false)]);
  clearInterval(timer);
  stream.terminate();
  expect(isCut).toBe(true);
});

it('6.4: what is out of turn closes the stream and says why', async () => {
  await using point = await startPoint();
  await using session = await openSession(point.port);
  await session.download(1, '?bytes=10');
  const faults: [string | Buffer, RegExp][] = [
    [Buffer.alloc(9), /bytes come after begin/],
    ['{"type":"end"}', /end comes after begin/],
    ['{"type":"begin","pulse":999}', /begin names an upload pulse/],
    ['{"type":"begin","pulse":1}', /begin names an upload pulse/],
    ['hello', /`begin` with a pulse, or `end`/],
  ];
  for (const [sent, reason] of faults) {
    const stream = await openStream(point.port, session.welcome.session);
    stream.send(sent);
    const [code, why] = await once(stream, 'close');
    expect([code, String(why)]).toEqual([1008, expect.stringMatching(reason)]);
  }
});

it('6.4: a stream of nobody, or without its subprotocol, is refused', async () => {
  await using point = await startPoint();
  await using session = await openSession(point.port);
  const answers = [
    new WebSocket(`ws://127.0.0.1:${point.port}${UPLOAD_PATH}/nobody`, UPLOAD_SUBPROTOCOL),
    new WebSocket(`ws://127.0.0.1:${point.port}${UPLOAD_PATH}/${session.welcome.session}`),
  ].map((stream) =>
    once(stream, 'error')
      .catch(String)
      .then(([error]) => String(error)),
  );
  expect(await Promise.all(answers)).toEqual([expect.stringContaining('404'), expect.stringContaining('400')]);
});
