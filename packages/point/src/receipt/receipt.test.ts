import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bodyOf, finish, openSession, startPoint } from '../../test/client.ts';

const onLinux = it.runIf(process.platform === 'linux');

describe('receipt', () => {
  it('7.1, 7.2: states what the point counted, signed with its key', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const body = await bodyOf(await session.download(0, '?bytes=3000000'));
    await session.control.next('counts', (counts) => counts.ended && counts.pulse === 0);
    await session.upload(1, Buffer.alloc(2_000_000));
    const last = await session.control.next('counts', (counts) => counts.ended && counts.pulse === 1);
    const toMs = (last.samples.at(-1)?.[0] ?? 0) + 1;
    const window = { direction: 'upload', pulse: 1, fromMs: 0, toMs } as const;
    const claims = await finish(session, point.publicJwk, [window]);
    expect(body).toHaveLength(3_000_000);
    expect(claims).toMatchObject({ iss: 'p1', ticketed: false, clientPrefix: '127.0.0.0/24', family: 4 });
    expect(claims.download?.bytes).toBe(3_000_000);
    expect(claims.upload).toMatchObject({ bytes: 2_000_000, windowBytes: 2_000_000 });
    expect(claims.upload?.rateMbps).toBeCloseTo(16_000 / toMs, 6);
    expect(await session.control.closed).toBe(1000);
  });

  onLinux('7.2: carries TCP_INFO of each bulk connection, read from the kernel', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    await bodyOf(await session.download(0, '?bytes=3000000'));
    await session.control.next('counts', (counts) => counts.ended);
    const [tcp, ...others] = (await finish(session, point.publicJwk)).tcp ?? [];
    expect(others).toEqual([]);
    // Payload, 7 bytes of framing for each chunk of at least 2,048 bytes, and a response head of less than 1,000.
    expect(tcp?.bytesSent).toBeGreaterThan(3_000_000);
    expect(tcp?.bytesSent).toBeLessThan(3_000_000 + (3_000_000 / 2_048) * 7 + 1_000);
    expect(tcp?.minRttMs).toBeGreaterThan(0);
    expect(tcp?.minRttMs).toBeLessThan(50);
    expect(tcp?.congestionControl).toMatch(/^[a-z]+$/);
  });

  onLinux('7.2: carries the last TCP_INFO of a connection that has closed before', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const response = await session.download(0, '?bytes=1000000');
    const { socket } = response;
    await bodyOf(response);
    await session.control.next('counts', (counts) => counts.ended);
    socket.destroy();
    const { tcp } = await finish(session, point.publicJwk);
    expect(tcp?.[0]?.bytesSent).toBeGreaterThan(1_000_000);
  });

  onLinux('7.2: has room for 24 connections, and takes those that moved most', async () => {
    await using point = await startPoint({ maxConnections: 64 });
    using session = await openSession(point.port);
    const sizes = Array.from({ length: 40 }, (_, index) => 10_000 + 1_000 * index);
    await Promise.all(sizes.map(async (size) => bodyOf(await session.download(0, `?bytes=${size}`))));
    await session.control.next('counts', (counts) => counts.ended);
    session.control.send({ type: 'finish', windows: [] });
    const { receipt } = await session.control.next('receipt');
    expect(receipt.length).toBeLessThanOrEqual(16_384);
    const { tcp } = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
    expect(tcp).toHaveLength(24);
    const sent = tcp.map((each: { bytesSent: number }) => each.bytesSent);
    expect(Math.min(...sent)).toBeGreaterThan(sizes[15] ?? 0);
  });

  it('7.2: names the prefix and family of the bulk connections, not of the control connection', async () => {
    await using point = await startPoint({ host: 'localhost' });
    using session = await openSession(point.port, { host: '::1', bulkHost: '127.0.0.1' });
    expect(session.welcome.family).toBe(6);
    await bodyOf(await session.download(0, '?bytes=1000'));
    expect(await finish(session, point.publicJwk)).toMatchObject({ family: 4, clientPrefix: '127.0.0.0/24' });
  });

  it('7.2: states how late the loop was while this measurement ran, not another', async () => {
    await using point = await startPoint();
    using late = await openSession(point.port);
    // The monitor's timer must run once before and once after the loop stood still.
    await wait(30);
    const untilMs = performance.now() + 120;
    while (performance.now() < untilMs);
    await wait(300);
    expect((await finish(late, point.publicJwk)).eventLoopLagMs).toBeGreaterThan(80);
    await wait(300);
    using punctual = await openSession(point.port);
    expect((await finish(punctual, point.publicJwk)).eventLoopLagMs).toBeLessThan(80);
  });

  it('7: has no direction that was not measured', async () => {
    await using point = await startPoint();
    using session = await openSession(point.port);
    const claims = await finish(session, point.publicJwk);
    expect(claims.download).toBeUndefined();
    expect(claims.upload).toBeUndefined();
    expect(claims.tcp).toBeUndefined();
  });
});
