// A point's life in the register, by the commands that people use: code, join, waiting, active, draining, unhealthy, retired.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PublicPoint, ticketResponse } from '@i-speed/spec';
import { copyFreshData, startCommand } from '@i-speed/testbed';
import { compactVerify, createLocalJWKSet } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { openPoint, type Point } from '../../packages/point/src/index.ts';

const adminToken = 'a-token-of-this-test-alone';
const folder = mkdtempSync(join(tmpdir(), 'i-speed-points-'));
let laterMs = 0;
let hub: Hub;
let origin = '';
let point: Point;
let at = '';

const nowMs = () => Date.now() + laterMs;
const startPoint = () =>
  openPoint(
    {
      id: 'hn-1',
      host: '127.0.0.1',
      port: at === '' ? 0 : Number(new URL(at).port),
      data: join(folder, 'point'),
      hub: origin,
      logLevel: 'silent',
      drainMs: 0,
      maxSessions: 40,
    },
    { nowMs },
  );

beforeAll(async () => {
  const settings = { I_SPEED_DATA: join(folder, 'hub'), LOG_LEVEL: 'silent', I_SPEED_ADMIN_TOKEN: adminToken };
  await copyFreshData(join(folder, 'hub'));
  hub = await openHub(hubConfig(settings), { clock: nowMs });
  const { port } = await hub.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${port}`;
  point = await startPoint();
  at = `http://127.0.0.1:${point.port}`;
});
afterAll(async () => {
  await point.close();
  await hub.close();
  rmSync(folder, { recursive: true });
});

async function listed(): Promise<PublicPoint | undefined> {
  const { points } = await (await fetch(`${origin}/api/v1/points`)).json();
  return points.find((one: PublicPoint) => one.id === 'hn-1');
}

async function offered(): Promise<string[]> {
  const answer = await fetch(`${origin}/api/v1/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      measurementId: '019a9f3c-7d60-7000-8000-000000000001',
      client: { kind: 'cli', version: '1' },
    }),
  });
  return ticketResponse.parse(await answer.json()).candidates.map(({ pointId }) => pointId);
}

/** The hub remembers its table for five seconds and probes every ten. */
const soon = { timeout: 30_000, interval: 250 };

const joining = (code: string, ...more: string[]) =>
  startCommand(['point', 'join', '--hub', origin, '--code', code, '--at', at, '--url', at, '--kind', 'on-net', ...more])
    .ended;

test('a code is made only for who shows the token', async () => {
  const asked = { note: 'VNPT Hà Nội' };
  for (const authorization of ['', 'Bearer wrong', `Basic ${adminToken}`]) {
    const answer = await fetch(`${origin}/api/v1/admin/point-codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(asked),
    });
    expect(answer.status).toBe(401);
  }
});

test('with its code a point joins, waits, and is offered once it has reported and was reached', async () => {
  const made = await startCommand(['point', 'code', '--hub', origin, '--note', 'VNPT Hà Nội'], {
    I_SPEED_ADMIN_TOKEN: adminToken,
  }).ended;
  expect(made.code).toBe(0);
  const code = made.stdout.trim();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);

  const wrong = await joining(code, '--operator', 'VNPT', '--latitude', 'north');
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('latitude');
  // What could never work is refused while the code is still good.
  const unknown = await joining(code, '--operator', 'NOPE Telecom', '--latitude', '21', '--ipv4-url', `${at}/path`);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/ipv4Url.*no path/);
  expect(unknown.stderr).toMatch(/longitude.*latitude/);
  expect((await joining(code, '--operator', 'NOPE Telecom')).stderr).toMatch(
    /operatorName.*no operator NOPE Telecom.*VNPT/,
  );
  const place = [
    '--operator',
    'VNPT',
    '--city',
    'Hà Nội',
    '--country',
    'VN',
    '--latitude',
    '21.03',
    '--longitude',
    '105.85',
  ];
  const joined = await joining(code, ...place, '--addresses', '203.162.0.1, 2001:ee0::1', '--capacity-mbps', '10000');
  expect(joined).toMatchObject({ code: 0, stderr: '' });
  expect(await listed()).toMatchObject({ state: 'waiting', operatorName: 'VNPT / VinaPhone', city: 'Hà Nội' });
  expect((await listed())?.faults).toContain('not-reached');
  expect(await offered()).toEqual([]);

  await expect.poll(async () => (await listed())?.state, soon).toBe('active');
  // It joined with an IPv4 address and nothing else.
  expect(await listed()).toMatchObject({ sessions: 0, capacity: 40, capacityMbps: 10_000, families: [4] });
  expect((await listed())?.faults).toBeUndefined();
  expect(await offered()).toEqual(['hn-1']);

  const again = await joining(code, '--operator', 'VNPT');
  expect(again.code).toBe(2);
  expect(again.stderr).toContain('used');
});

test('who joins with an address at which another point or nothing answers is told so at once', async () => {
  await using other = await openPoint({ id: 'hn-2', host: '127.0.0.1', port: 0, hub: origin, logLevel: 'silent' });
  const joinAs = async (url: string) => {
    const made = await startCommand(['point', 'code', '--hub', origin, '--note', 'hn-2'], {
      I_SPEED_ADMIN_TOKEN: adminToken,
    }).ended;
    const own = ['--code', made.stdout.trim(), '--at', `http://127.0.0.1:${other.port}`, '--kind', 'exchange'];
    return startCommand(['point', 'join', '--hub', origin, ...own, '--url', url]).ended;
  };
  expect((await joinAs(at)).stderr).toContain(`another point answers at ${at}`);
  const nowhere = 'http://127.0.0.1:9';
  expect((await joinAs(nowhere)).stderr).toContain(`nothing answers at ${nowhere}`);
  const retired = startCommand(['point', 'retire', 'hn-2', '--hub', origin], { I_SPEED_ADMIN_TOKEN: adminToken });
  expect((await retired.ended).code).toBe(0);
});

test('the list of addresses verifies with the key the hub shows', async () => {
  const { jws, issuedAt, points } = await (await fetch(`${origin}/api/v1/points/addresses`)).json();
  const keys = createLocalJWKSet(await (await fetch(`${origin}/api/v1/keys`)).json());
  const { payload } = await compactVerify(jws, keys);
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({ issuedAt, points });
  expect(points).toEqual([
    {
      id: 'hn-1',
      operatorName: 'VNPT / VinaPhone',
      state: 'active',
      hosts: ['127.0.0.1'],
      ports: [point.port],
      addresses: ['203.162.0.1', '2001:ee0::1'],
    },
  ]);
});

test('a report that the point did not sign changes nothing', async () => {
  const answer = await fetch(`${origin}/api/v1/points/hn-1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ report: 'eyJhbGciOiJFZERTQSJ9.e30.AAAA' }),
  });
  expect(answer.status).toBe(401);
});

test('a point that is stopped says that it drains, and after 30 s of silence it is unhealthy', async () => {
  await point.close();
  await expect.poll(async () => (await listed())?.state, soon).toBe('draining');
  expect(await offered()).toEqual([]);
  laterMs += 31_000;
  expect(await listed()).toMatchObject({ state: 'unhealthy', faults: expect.arrayContaining(['no-report']) });
});

test('started again it is active again; retired it is gone for ever', async () => {
  point = await startPoint();
  await expect.poll(async () => (await listed())?.state, soon).toBe('active');
  const retired = await startCommand(['point', 'retire', 'hn-1', '--hub', origin], { I_SPEED_ADMIN_TOKEN: adminToken })
    .ended;
  expect(retired.code).toBe(0);
  expect(await listed()).toBeUndefined();
  expect(await offered()).toEqual([]);
});

test('the point of the hub’s own machine, which joined nowhere, is not taken out: it would be back at the next start', async () => {
  const { key: publicKey } = await (await fetch(`${at}/v1/key`)).json();
  await hub.registerPoint({ id: 'local', name: 'Here', publicKey, networkKind: 'hosting', sameHostPort: 9 });
  const retired = await startCommand(['point', 'retire', 'local', '--hub', origin], {
    I_SPEED_ADMIN_TOKEN: adminToken,
  }).ended;
  expect(retired.code).not.toBe(0);
  expect(retired.stderr).toContain('i-speed hub');
});
