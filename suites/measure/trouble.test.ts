// What can go wrong on the way: each has its code, and what was measured before stands.
import { measure } from '@i-speed/engine';
import { CONTROL_PATH, CONTROL_SUBPROTOCOL } from '@i-speed/spec';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startPoint } from '../../packages/point/test/client.ts';
import { openFaultyRoad } from './faulty-road.ts';
import { spawnPoint } from './mortal-point.ts';
import { run } from './run.ts';
import { candidateAt, openRefusingHub, openTicketHub } from './ticket-hub.ts';

/** A port on which nothing listens: discard, which no test machine serves. */
const CLOSED_PORT = 9;

describe('the hub', () => {
  test('that cannot be reached', async () => {
    const { failures, result } = await run(`http://127.0.0.1:${CLOSED_PORT}`);
    expect(failures).toEqual(['ticket.offline']);
    expect(result).not.toHaveProperty('download');
  });

  test.each([
    { status: 503, code: 'ticket.storage' },
    { status: 429, code: 'ticket.refused' },
  ])('that answers $status', async ({ status, code }) => {
    await using hub = await openRefusingHub(status);
    expect((await run(hub.url)).failures).toEqual([code]);
  });

  test('that has no point to offer', async () => {
    await using hub = await openTicketHub([]);
    expect((await run(hub.url)).failures).toEqual(['point.unreachable']);
  });
});

describe('points', () => {
  test('a busy one is passed over for the next at once, without a failure', async () => {
    await using busy = await startPoint({ id: 'busy', maxSessions: 1 });
    await using free = await startPoint({ id: 'free' });
    await using hub = await openTicketHub([candidateAt('busy', busy.port), candidateAt('free', free.port)]);
    const holder = await holdSession(busy.port);
    const { result, failures } = await run(hub.url, { profile: 'auto' });
    holder.close();
    expect(failures).toEqual([]);
    expect(result.pointId).toBe('free');
    expect(result.download?.bytes).toBeGreaterThan(0);
  });

  test('over a long way the IP versions are looked at beside the idle echoes, and hold up no result', async () => {
    await using point = await startPoint({ id: 'far' });
    await using road = await openFaultyRoad(point.port, { delayMs: 75 });
    const far = candidateAt('far', road.port);
    await using hub = await openTicketHub([{ ...far, ipv4Url: far.url }]);
    const { result, events, failures } = await run(hub.url, { profile: 'auto' });
    expect(failures).toEqual([]);
    expect(result.ipv4?.idleMs).toBeGreaterThanOrEqual(150);
    const [ipv6Ms = 0, receiptMs = 0] = events.flatMap((event) =>
      event.type === 'phase' && (event.phase === 'ipv6' || event.phase === 'receipt') ? [event.atMs] : [],
    );
    expect(ipv6Ms).toBeGreaterThan(0);
    // Looked at now, they would take two round trips to begin.
    expect(receiptMs - ipv6Ms).toBeLessThan(75);
  });

  test('a busy one is passed over for one that is far away', async () => {
    await using busy = await startPoint({ id: 'busy', maxSessions: 1 });
    await using free = await startPoint({ id: 'free' });
    // Far longer than the engine waits for others once it knows one.
    await using road = await openFaultyRoad(free.port, { opensAfterMs: 1_000 });
    await using hub = await openTicketHub([candidateAt('busy', busy.port), candidateAt('free', road.port)]);
    const holder = await holdSession(busy.port);
    const { result, failures } = await run(hub.url, { profile: 'auto' });
    holder.close();
    expect(failures).toEqual([]);
    expect(result.pointId).toBe('free');
  });

  test('all of them busy', async () => {
    await using busy = await startPoint({ maxSessions: 1 });
    await using hub = await openTicketHub([candidateAt('p1', busy.port)]);
    const holder = await holdSession(busy.port);
    const { failures } = await run(hub.url);
    holder.close();
    expect(failures).toEqual(['point.busy']);
  });

  test('one that is not there is passed over, all of them not there is told', async () => {
    await using point = await startPoint();
    const [away, here] = [candidateAt('away', CLOSED_PORT), candidateAt('p1', point.port)];
    await using both = await openTicketHub([away, here]);
    expect((await run(both.url, { profile: 'auto' })).result.pointId).toBe('p1');
    await using none = await openTicketHub([away]);
    expect((await run(none.url)).failures).toEqual(['point.unreachable']);
  });

  test('one that dies in the middle leaves what was measured before', async () => {
    await using point = await spawnPoint();
    await using hub = await openTicketHub([candidateAt('p1', point.port)]);
    const { result, failures } = await run(hub.url, {}, (event) => {
      if (event.type === 'progress' && event.direction === 'upload') point.kill();
    });
    expect(failures).toContain('point.lost');
    expect(failures).toContain('receipt.missing');
    expect(result.download?.rateMbps).toBeGreaterThan(0);
    expect(result.latency?.idle?.n).toBeGreaterThanOrEqual(20);
    expect(result).not.toHaveProperty('receipt');
  });
});

describe('the road', () => {
  test('downloads that stall end the direction; the upload is measured all the same', async () => {
    await using point = await startPoint();
    await using road = await openFaultyRoad(point.port, { stallDownloadsAfterBytes: 300_000 });
    await using hub = await openTicketHub([candidateAt('p1', road.port)]);
    const { result, failures } = await run(hub.url);
    expect(failures).toEqual(['download.stalled']);
    expect(result.upload?.rateMbps).toBeGreaterThan(0);
    expect(result.download?.stop ?? 'aborted').toBe('aborted');
    expect(result.receipt).toBeDefined();
  });

  test('uploads whose connections break end the direction; the download stands', async () => {
    await using point = await startPoint();
    await using road = await openFaultyRoad(point.port, { breakUploadsAfterBytes: 300_000 });
    await using hub = await openTicketHub([candidateAt('p1', road.port)]);
    const { result, failures } = await run(hub.url);
    expect(failures).toEqual(['upload.lost']);
    expect(result.download?.rateMbps).toBeGreaterThan(0);
    expect(result.receipt).toBeDefined();
  });
});

describe('the person', () => {
  test.each(['ticket', 'point', 'idle', 'pulses'] as const)(
    'stops it in phase %s: it ends soon, with a result',
    async (phase) => {
      await using point = await startPoint();
      await using hub = await openTicketHub([candidateAt('p1', point.port)]);
      const stop = new AbortController();
      let stoppedMs = 0;
      const abort = () => {
        stoppedMs = performance.now();
        stop.abort();
      };
      const { failures } = await run(
        hub.url,
        {},
        (event) => event.type === 'phase' && event.phase === phase && abort(),
        stop.signal,
      );
      expect(performance.now() - stoppedMs).toBeLessThan(1_000);
      expect(failures.length).toBeGreaterThan(0);
      expect(failures.every((code) => code.endsWith('.aborted'))).toBe(true);
    },
  );

  test('stops it in a pulse: what was counted stands, marked as aborted', async () => {
    await using point = await startPoint();
    await using road = await openFaultyRoad(point.port, { downloadMbps: 50 });
    await using hub = await openTicketHub([candidateAt('p1', road.port)]);
    const stop = new AbortController();
    // The first pulse keeps the pipe full for half a second, 3 MB at this rate, so it still runs when the first megabyte is told.
    const { result, failures } = await run(
      hub.url,
      { profile: 'standard' },
      (event) => event.type === 'progress' && event.direction === 'download' && event.bytes > 1e6 && stop.abort(),
      stop.signal,
    );
    expect(failures).toContain('download.aborted');
    expect(result.download?.rateMbps).toBeGreaterThan(0);
    expect(result.download?.stop).toBe('aborted');
    expect(result).not.toHaveProperty('upload');
  });

  test('leaves the loop: the session at the point ends', async () => {
    await using point = await startPoint({ maxSessions: 1 });
    await using hub = await openTicketHub([candidateAt('p1', point.port)]);
    const client = { kind: 'cli' as const, version: '0.1.0' };
    for await (const event of measure({ hubUrl: hub.url, profile: 'light', trigger: 'manual', client })) {
      if (event.type === 'progress') break;
    }
    // The point takes one session at a time, so that the next is let in only once the left one is gone.
    const { failures } = await untilLetIn(hub.url);
    expect(failures).toEqual([]);
  });
});

async function untilLetIn(hubUrl: string) {
  for (;;) {
    const measured = await run(hubUrl, { profile: 'auto' });
    if (!measured.failures.includes('point.busy')) return measured;
  }
}

/** A control connection that holds a session, so that a point for one is busy. */
async function holdSession(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${CONTROL_PATH}`, CONTROL_SUBPROTOCOL);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const welcome = new Promise((resolve) => socket.once('message', resolve));
  const measurementId = '01934b6e-7c1a-7000-8000-000000000001';
  const client = { kind: 'cli', version: '0' };
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, measurementId, client }));
  await welcome;
  return socket;
}
