// Other projects' own clients in Chromium, unchanged: Cloudflare's, M-Lab's with Locate, and LibreSpeed's where a copy is given.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Browser, findFreePorts, openBrowser, type Page } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSystem, type System } from './system.ts';

const require = createRequire(import.meta.url);
const cloudflareFile = require.resolve('@cloudflare/speedtest');
const ndt7Folder = dirname(require.resolve('@m-lab/ndt7'));
/** LibreSpeed is LGPL and not part of this project: a folder with its two scripts may be named. */
const librespeedFolder = process.env.LIBRESPEED_DIR ?? '';

let system: System;
let browser: Browser;
let site: Server;
let origin = '';
beforeAll(async () => {
  const [turnPort = 0] = await findFreePorts(1);
  system = await openSystem({ quietMs: 5_000, point: { turnPort, requireAccessToken: true } });
  browser = await openBrowser();
  site = createServer(async (asked, response) => {
    const name = basename(asked.url?.split('?')[0] ?? '');
    const folder = /^ndt7/.test(name) ? ndt7Folder : /^speedtest(_worker)?\.js$/.test(name) ? librespeedFolder : '';
    const file = name === 'cloudflare.js' ? cloudflareFile : join(folder, name);
    if (!name.endsWith('.js') || !existsSync(file)) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(file));
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await system?.[Symbol.asyncDispose]();
});

async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(origin);
  return page;
}

test('Cloudflare’s client measures rates, latency and loss, and its results are kept', async () => {
  const page = await openPage();
  await page.addScriptTag({
    type: 'module',
    content: "import SpeedTest from '/cloudflare.js'; globalThis.SpeedTest = SpeedTest;",
  });
  await page.waitForFunction(() => 'SpeedTest' in globalThis);
  const outcome = await page.evaluate(runCloudflare, system.point);
  expect(outcome.errors).toEqual([]);
  // Of the summary what the hub must have: bits a second as the client computes them, its loss out of its own packets.
  expect(outcome.summary.packetLoss).toBe(0);
  expect(outcome.summary.latency).toBeLessThan(100);
  const kept = await system.kept(outcome.requestId);
  expect(kept).toMatchObject({
    client: { kind: 'cloudflare', version: expect.stringContaining('Chrome/') },
    methodVersion: 'cloudflare',
    loss: { sent: 200, received: 200 },
    countsInStatistics: false,
  });
  expect(kept.reasons).toContain('foreign-client');
  // The client's own figure leaves out requests under 10 ms, which its report does not tell apart: on a loopback most are.
  expect(kept.download?.rateMbps).toBeGreaterThan(0);
  expect(kept.upload?.rateMbps).toBeGreaterThan(0);
  // The report is rounded to hundredths.
  expect(kept.latency?.idle?.medianMs).toBeCloseTo(outcome.summary.latency, 1);
  await page.close();
});

test('M-Lab’s client finds the point by Locate, measures with its token, and is refused without one', async () => {
  const page = await openPage();
  await page.addScriptTag({ url: `${origin}/ndt7.js` });
  const outcome = await page.evaluate(runNdt7, `${system.hub}/v2/nearest/ndt/ndt7`);
  expect(outcome).toMatchObject({ code: 0, errors: [], machine: 'p1' });
  for (const id of outcome.ids)
    expect(await system.kept(id)).toMatchObject({ client: { kind: 'ndt7' }, countsInStatistics: false });
  expect(outcome.ids).toHaveLength(2);
  await page.close();

  const locate = await fetch(`${system.hub}/v2/nearest/ndt/ndt7?client_name=x&other=y`);
  expect(locate.headers.get('cache-control')).toBe('no-store');
  const { results } = await locate.json();
  const address = new URL(results[0].urls['ws:///ndt/v7/download']);
  expect(address.host).toBe(new URL(system.point).host);
  expect([...address.searchParams.keys()]).toEqual([
    'client_name',
    'access_token',
    'index',
    'locate_version',
    'metro_rank',
  ]);
  const statusWith = async (token: string | undefined) => {
    const url = new URL(address);
    url.protocol = 'http';
    url.searchParams.delete('access_token');
    if (token !== undefined) url.searchParams.set('access_token', token);
    return upgradeStatus(url);
  };
  expect(await statusWith(undefined)).toBe(401);
  expect(await statusWith(`${address.searchParams.get('access_token')}x`)).toBe(401);
  expect(await statusWith(address.searchParams.get('access_token') ?? '')).toBe(101);
});

test.skipIf(librespeedFolder === '')(
  'LibreSpeed’s page measures, and its telemetry is kept (LIBRESPEED_DIR)',
  async () => {
    const page = await openPage();
    await page.addScriptTag({ url: `${origin}/speedtest.js` });
    const outcome = await page.evaluate(runLibrespeed, system.point);
    expect(Number(outcome.dlStatus)).toBeGreaterThan(20);
    expect(Number(outcome.ulStatus)).toBeGreaterThan(20);
    expect(await system.kept(outcome.testId)).toMatchObject({
      client: { kind: 'librespeed' },
      download: { rateMbps: Number(outcome.dlStatus) },
      upload: { rateMbps: Number(outcome.ulStatus) },
      countsInStatistics: false,
    });
    await page.close();
  },
);

test('what other projects’ clients measured is received and not counted', async () => {
  const { received, counted, excluded } = await system.statistics();
  expect(received).toBeGreaterThanOrEqual(3);
  expect(counted).toBe(0);
  expect(excluded.find(({ reason }) => reason === 'foreign-client')?.n).toBe(received);
});

/** The status that a WebSocket request for ndt7 gets. */
async function upgradeStatus(url: URL): Promise<number> {
  const asking = request(url, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'net.measurementlab.ndt.v7',
    },
  }).end();
  return new Promise((resolve, reject) => {
    asking.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asking.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.once('error', reject);
  });
}

type Cloudflare = { errors: string[]; requestId: string; summary: { latency: number; packetLoss: number } };

/** The browser's part: a short series of every kind of step the client has. */
async function runCloudflare(point: string): Promise<Cloudflare> {
  const SpeedTest = Reflect.get(globalThis, 'SpeedTest');
  const errors: string[] = [];
  let requestId = '';
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (...args: Parameters<typeof fetch>) => {
    const answer = await plainFetch(...args);
    if (String(args[0]).endsWith('/__results')) requestId = (await answer.clone().json()).requestId;
    return answer;
  };
  const engine = new SpeedTest({
    autoStart: false,
    downloadApiUrl: `${point}/__down`,
    uploadApiUrl: `${point}/__up`,
    logAimApiUrl: `${point}/__results`,
    turnServerCredsApiUrl: `${point}/turn-creds`,
    measurements: [
      { type: 'latency', numPackets: 8 },
      { type: 'download', bytes: 1e5, count: 1, bypassMinDuration: true },
      { type: 'download', bytes: 1e6, count: 4 },
      { type: 'upload', bytes: 1e5, count: 4 },
      { type: 'packetLoss', numPackets: 200, responsesWaitTime: 2000 },
      { type: 'upload', bytes: 1e6, count: 4 },
      { type: 'download', bytes: 2.5e7, count: 3 },
      { type: 'upload', bytes: 1e7, count: 2 },
    ],
  });
  engine.onError = (error: unknown) => errors.push(String(error));
  const summary = await new Promise<Cloudflare['summary']>((resolve) => {
    engine.onFinish = (results: { getSummary(): Cloudflare['summary'] }) => resolve(results.getSummary());
    engine.play();
  });
  const untilMs = performance.now() + 5_000;
  while (requestId === '' && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 20));
  return { errors, requestId, summary };
}

/** The browser's part: discovery by the hub, then both directions. */
async function runNdt7(loadbalancer: string) {
  const errors: string[] = [];
  const ids = new Set<string>();
  let machine = '';
  const take = (event: { Source: string; Data: { ConnectionInfo?: { UUID: string } } }) => {
    if (event.Data.ConnectionInfo !== undefined) ids.add(event.Data.ConnectionInfo.UUID);
  };
  const ndt7 = Reflect.get(globalThis, 'ndt7');
  const config = { loadbalancer, protocol: 'ws', mlabDataPolicyInapplicable: true };
  const code: number = await ndt7.test(config, {
    error: (message: unknown) => errors.push(String(message)),
    serverChosen: (server: { machine: string }) => {
      machine = server.machine;
    },
    downloadMeasurement: take,
    uploadMeasurement: take,
  });
  return { code, errors, machine, ids: [...ids] };
}

type Librespeed = { dlStatus: string; ulStatus: string; testId: string };

/** The browser's part: LibreSpeed's page script with a server of its list's shape, shortened. */
function runLibrespeed(point: string): Promise<Librespeed> {
  const Speedtest = Reflect.get(globalThis, 'Speedtest');
  const test = new Speedtest();
  for (const [name, value] of Object.entries({
    time_dl_max: 3,
    time_ul_max: 3,
    time_auto: false,
    telemetry_level: 'basic',
  }))
    test.setParameter(name, value);
  test.addTestPoint({
    name: 'p1',
    server: `${point}/`,
    dlURL: 'backend/garbage.php',
    ulURL: 'backend/empty.php',
    pingURL: 'backend/empty.php',
    getIpURL: 'backend/getIP.php',
  });
  test.setParameter('url_telemetry', `${point}/results/telemetry.php`);
  return new Promise((resolve, reject) => {
    let last: Librespeed;
    test.onupdate = (data: Librespeed) => {
      last = data;
    };
    test.onend = (isAborted: boolean) => (isAborted ? reject(new Error('aborted')) : resolve({ ...last }));
    test.selectServer((server: unknown) => {
      if (server === null) reject(new Error('no server'));
      else test.start();
    });
  });
}
