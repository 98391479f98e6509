import { connect as connectTcp } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bodyOf, finish, metric, openSession, startPoint } from '../../test/client.ts';

describe('download', () => {
  it('5.1: a bound of bytes holds exactly', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    for (const [pulse, size] of [1, 4095, 1_234_567].entries())
      expect(await bodyOf(await session.download(pulse, `?bytes=${size}`))).toHaveLength(size);
  });

  it('4.7, 5.3: stop ends the body properly and the connection carries the next pulse', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const first = await session.download(0);
    const socket = first.socket;
    first.once('data', () => session.control.send({ type: 'stop', pulse: 0 }));
    const stopped = await bodyOf(first);
    expect(first.complete).toBe(true);
    expect(stopped.length).toBeGreaterThan(0);
    const second = await session.download(1, '?bytes=1000');
    expect(second.socket).toBe(socket);
    expect(await bodyOf(second)).toHaveLength(1000);
  });

  it('5.1: a bound of time ends the body', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const response = await session.download(0, '?ms=50');
    expect((await bodyOf(response)).length).toBeGreaterThan(0);
    expect(response.complete).toBe(true);
  });

  it('4.6: counts rise, end with all bytes delivered, and say so', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    await Promise.all([0, 0, 0].map(async (pulse) => bodyOf(await session.download(pulse, '?bytes=500000'))));
    const bytes = (await session.control.samplesTo(0, 1_500_000)).map(([, sizeBytes]) => sizeBytes);
    expect(bytes.at(-1)).toBe(1_500_000);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  });

  it('9.1: all connections of a measurement together move exactly its bytes', async () => {
    await using point = await startPoint({ maxBytes: 3_000_001 });
    using session = await openSession(point.port);
    const bodies = await Promise.all([0, 0, 0].map(async (pulse) => bodyOf(await session.download(pulse))));
    expect(bodies.reduce((sum, body) => sum + body.length, 0)).toBe(3_000_001);
  });

  it('4.7: a connection that comes after stop gets an empty body', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const first = await session.download(0);
    session.control.send({ type: 'stop', pulse: 0 });
    await bodyOf(first);
    expect(await bodyOf(await session.download(0))).toHaveLength(0);
  });

  it('9.1: a measurement moves no more than its bytes', async () => {
    await using point = await startPoint({ maxBytes: 1_000_000 });
    using session = await openSession(point.port);
    expect(await bodyOf(await session.download(0))).toHaveLength(1_000_000);
    expect((await session.download(1)).statusCode).toBe(429);
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="byte-limit"}')).toBe(1);
  });
});

describe('upload', () => {
  it('6.2: is counted byte by byte and answered with the count', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const sizes = [1, 70_000, 3_000_001];
    const answers = await Promise.all(sizes.map((size) => session.upload(4, Buffer.alloc(size))));
    expect(answers.map((answer) => answer.text)).toEqual(sizes.map((size) => `{"bytes":${size}}`));
    let total = 0;
    while (total < 3_070_002) total = (await session.control.next('counts')).samples.at(-1)?.[1] ?? total;
    expect(total).toBe(3_070_002);
  });

  it('6.1: a connection carries several bodies of one pulse, and their framing is not counted', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    for (let body = 0; body < 3; body += 1)
      expect((await session.uploadChunked(2, [Buffer.alloc(10), Buffer.alloc(70_000)])).text).toBe('{"bytes":70010}');
    const claims = await finish(session, point.publicJwk);
    expect(claims.upload?.bytes).toBe(3 * 70_010);
    if (process.platform === 'linux') expect(claims.tcp).toHaveLength(1);
  });

  it('4.6: samples are at least 10 ms apart but for the last of a message', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    await session.upload(0, Buffer.alloc(20_000_000));
    const counts = await session.control.next('counts', (each) => each.ended);
    const times = counts.samples.map(([ms]) => ms).slice(0, -1);
    for (const [index, ms] of times.slice(1).entries()) expect(ms - (times[index] ?? 0)).toBeGreaterThanOrEqual(9.999);
  });

  it('9.1: a body beyond the bytes of a measurement is cut', async () => {
    await using point = await startPoint({ maxBytes: 1_000_000 });
    using session = await openSession(point.port);
    await expect(session.upload(0, Buffer.alloc(2_000_000))).rejects.toThrow();
    expect((await session.control.samplesTo(0, 1_000_000)).at(-1)?.[1]).toBe(1_000_000);
    expect(await metric(point.port, 'i_speed_point_refusals_total{code="byte-limit"}')).toBe(1);
  });
});

describe('refusals (9.2)', () => {
  it('an unknown session is 404, a bad pulse 409, a bad bound 400, too many connections 429', async () => {
    await using point = await startPoint({ maxConnections: 1 });
    using session = await openSession(point.port);
    const held = await session.download(0);
    const url = `http://127.0.0.1:${point.port}/v1/download`;
    const status = async (path: string) => (await fetch(`${url}/${path}`)).status;
    expect(await status('nobody/0')).toBe(404);
    expect(await status(`${session.welcome.session}/999`)).toBe(409);
    expect(await status(`${session.welcome.session}/1?bytes=-3`)).toBe(400);
    expect(await status(`${session.welcome.session}/0`)).toBe(429);
    held.destroy();
  });

  it('HTTP/1.0 has no chunks and gets 505', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const socket = connectTcp(point.port, '127.0.0.1');
    socket.write(`GET /v1/download/${session.welcome.session}/0 HTTP/1.0\r\n\r\n`);
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part);
    expect(Buffer.concat(parts).toString()).toMatch(/^HTTP\/1\.1 505 /);
  });

  it('a pulse number belongs to one direction', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    await bodyOf(await session.download(0, '?bytes=10'));
    expect((await session.upload(0, Buffer.alloc(10))).status).toBe(409);
  });

  it('4.9: bulk of a session whose control connection closed is cut', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const response = await session.download(0);
    session.control.socket.terminate();
    await expect(bodyOf(response).then((body) => body.length)).rejects.toThrow();
  });
});
