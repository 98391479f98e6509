// What befalls points in the field, with real processes: killed amid a measurement, moved to another address, on IPv6 alone.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@i-speed/cli';
import { type PublicPoint, type Submission, submission } from '@i-speed/spec';
import { copyFreshData, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { metric } from '../../packages/point/test/client.ts';
import { type MortalPoint, spawnPoint } from '../measure/mortal-point.ts';

const adminToken = 'a-token-of-this-test-alone';
const folder = mkdtempSync(join(tmpdir(), 'i-speed-hardship-'));
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);
/** Points have a way of their own to the hub, which a test can close. */
let way: Way;
let hub: Hub;
let origin = '';
const running = new Map<string, MortalPoint>();

beforeAll(async () => {
  await copyFreshData(join(folder, 'hub'));
  hub = await openHub(
    hubConfig({ I_SPEED_DATA: join(folder, 'hub'), LOG_LEVEL: 'silent', I_SPEED_ADMIN_TOKEN: adminToken }),
  );
  const { port } = await hub.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${port}`;
  way = await openWay(port);
});
afterAll(async () => {
  for (const point of running.values()) await point[Symbol.asyncDispose]();
  await way?.close();
  await hub?.close();
  rmSync(folder, { recursive: true });
});

/** A report comes each ten seconds, a probe as often, and the hub remembers its table for five. */
const soon = { timeout: 60_000, interval: 250 };

test('killed amid a measurement: it ends in clear words, the next goes on to the next point, and nothing in the outbox is lost', {
  timeout: 200_000,
}, async () => {
  const [one, two] = [await startPoint('one'), await startPoint('two')];
  await joinAs('one', one);
  await joinAs('two', two);
  for (const id of ['one', 'two']) await expect.poll(() => stateOf(id), soon).toBe('active');

  await way.close();
  const outbox = join(folder, 'one', 'outbox');
  await runNdt7(one.port);
  await expect.poll(() => waitingIn(outbox)).toHaveLength(1);

  const { child, ended } = measure('--point', 'one');
  await atWork(one);
  one.kill();
  const cut = await ended;
  expect(child.exitCode).toBe(exitCodes.partlyMeasured);
  expect(cut.stdout).toContain('(point.lost)');
  const next = await measure('--json', '--light').ended;
  expect(recordOf(next.stdout)).toMatchObject({ pointId: 'two', failures: [] });
  expect(next.code).toBe(exitCodes.ok);

  expect(waitingIn(outbox)).toHaveLength(1);
  const [name = ''] = waitingIn(outbox);
  await one[Symbol.asyncDispose]();
  await way.open();
  await startPoint('one', { I_SPEED_POINT_PORT: String(one.port) });
  await expect.poll(() => waitingIn(outbox), soon).toEqual([]);
  expect((await fetch(`${origin}/api/v1/measurements/${name.replace('.json', '')}`)).status).toBe(200);
  await expect.poll(() => stateOf('one'), soon).toBe('active');
  const back = await measure('--json', '--light', '--point', 'one').ended;
  expect(recordOf(back.stdout)).toMatchObject({ pointId: 'one', failures: [] });
});

test('moved to another address: not reached until it joins again, with its id and key as before', {
  timeout: 200_000,
}, async () => {
  const before = running.get('two');
  await before?.[Symbol.asyncDispose]();
  const moved = await startPoint('two');
  expect(moved.port).not.toBe(before?.port);
  await expect.poll(async () => (await listed('two'))?.faults, soon).toEqual(['not-reached']);
  expect(await stateOf('two')).toBe('unhealthy');
  expect(recordOf((await measure('--json', '--light').ended).stdout).pointId).toBe('one');
  await joinAs('two', moved);
  await expect.poll(() => stateOf('two'), soon).toBe('active');
  const there = await measure('--json', '--light', '--point', 'two').ended;
  expect(recordOf(there.stdout)).toMatchObject({ pointId: 'two', failures: [] });
});

test.runIf(hasIpv6)(
  'on IPv6 alone: offered and measured by IPv6, and who asks for IPv4 is told',
  { timeout: 200_000 },
  async () => {
    const six = await startPoint('six', { I_SPEED_POINT_HOST: '::1' });
    await joinAs('six', six, '[::1]');
    await expect.poll(() => stateOf('six'), soon).toBe('active');
    expect((await listed('six'))?.families).toEqual([6]);
    const { code, stdout } = await measure('--json', '--light', '--point', 'six').ended;
    expect(recordOf(stdout)).toMatchObject({ pointId: 'six', family: 6, failures: [] });
    expect(code).toBe(exitCodes.ok);
    const byFour = await measure('--light', '--point', 'six', '--ipv4').ended;
    expect(byFour.code).toBe(exitCodes.notMeasured);
    expect(byFour.stdout).toContain('(point.unreachable)');
  },
);

async function startPoint(id: string, settings: Readonly<Record<string, string>> = {}): Promise<MortalPoint> {
  const data = join(folder, id);
  mkdirSync(data, { recursive: true });
  const own = { I_SPEED_POINT_ID: id, I_SPEED_POINT_OPEN: 'false', I_SPEED_POINT_HUB: way.origin };
  const point = await spawnPoint({ ...own, I_SPEED_POINT_DATA: data, ...settings });
  running.set(id, point);
  return point;
}

async function joinAs(id: string, { port }: MortalPoint, host = '127.0.0.1'): Promise<void> {
  const made = await startCommand(['point', 'code', '--hub', origin, '--note', id], { I_SPEED_ADMIN_TOKEN: adminToken })
    .ended;
  const at = `http://${host}:${port}`;
  const asked = ['--hub', origin, '--code', made.stdout.trim(), '--at', at, '--url', at, '--kind', 'exchange'];
  expect(await startCommand(['point', 'join', ...asked]).ended).toMatchObject({ code: exitCodes.ok, stderr: '' });
}

async function listed(id: string): Promise<PublicPoint | undefined> {
  const { points } = await (await fetch(`${origin}/api/v1/points`)).json();
  return points.find((point: PublicPoint) => point.id === id);
}

const stateOf = async (id: string) => (await listed(id))?.state;

const measure = (...flags: string[]) =>
  startCommand(['measure', '--hub', origin, ...flags], { I_SPEED_STATE: join(folder, 'state') });

function recordOf(stdout: string): Submission {
  return submission.parse(JSON.parse(stdout));
}

function waitingIn(outbox: string): string[] {
  return readdirSync(outbox).filter((name) => name.endsWith('.json'));
}

/** Resolves when a first burst of a download is over: the measurement goes on. */
async function atWork({ port }: MortalPoint): Promise<void> {
  const line = 'i_speed_point_payload_bytes_total{direction="download",protocol="native"}';
  const bytes = async () => (await metric(port, line)) || 0;
  await expect.poll(bytes, { interval: 10, timeout: 20_000 }).toBeGreaterThan(0);
}

/** One short test of M-Lab's client, which ends its download by a message of its own once it was told how it goes. */
async function runNdt7(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ndt/v7/download`, 'net.measurementlab.ndt.v7');
  socket.on('message', (_, isBinary) => isBinary || socket.send(Buffer.alloc(1)));
  await once(socket, 'close');
}

type Way = { origin: string; open(): Promise<void>; close(): Promise<void> };

/** A way to this port of the machine, open at first; closed it refuses, and cuts who is on it. */
async function openWay(to: number): Promise<Way> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  const open = async () => {
    server = createServer((near) => {
      const far = connect(to, '127.0.0.1');
      for (const socket of [near, far]) keep(socket);
      near.pipe(far).pipe(near);
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  };
  await open();
  return {
    origin: `http://127.0.0.1:${port}`,
    open,
    async close() {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.close();
      server = undefined;
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
