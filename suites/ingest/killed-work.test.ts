// The hub is killed in the middle of a publication, a build, an erasure and of making its schema: after the next start nothing is lost, nothing
// doubled, nothing half to be seen, and the work comes to its end.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { copyFreshData } from '@i-speed/testbed';
import { openWarehouse } from '@i-speed/warehouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hub, hubConfig, openHub } from '../../packages/hub/src/index.ts';
import { installId, rowAt } from '../../packages/hub/test/sample.ts';

const octoberMs = Date.parse('2026-09-30T17:00:00Z');
const nowMs = Date.parse('2026-11-06T05:00:00Z');
const HOUR_MS = 3_600_000;
/** One device measures four times, each other once. */
const ROWS = 3_000;
const OWN = 4;
const DEVICE = 1;
/** When in the course of the work it is killed, as a part of the time that it takes. */
const MOMENTS = [0.1, 0.4, 0.7];
const LONG_MS = 400_000;
let made: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'i-speed-killed-'));
  await copyFreshData(made);
  await using warehouse = await openWarehouse({ path: join(made, 'warehouse') });
  const rows = Array.from({ length: ROWS }, (_, i) => rowAt(octoberMs + (i % 700) * HOUR_MS + i, i < OWN ? DEVICE : i));
  await warehouse.append(rows);
}, LONG_MS);
afterAll(() => rm(made, { recursive: true }));

const settings = (dataDir: string) => ({ ...process.env, I_SPEED_DATA: dataDir, LOG_LEVEL: 'silent' });
const open = (dataDir: string) => openHub(hubConfig(settings(dataDir)), { clock: () => nowMs });

/** Does the work in a process of its own, killed after so long; gives how long it took, where it came to its end. */
async function work(dataDir: string, args: readonly string[], killAfterMs?: number): Promise<number | undefined> {
  const file = fileURLToPath(new URL('./worker.ts', import.meta.url));
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: settings(dataDir),
  });
  const ended = once(child, 'exit');
  let begunMs = Number.NaN;
  let tookMs: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') tookMs = performance.now() - begunMs;
    else begunMs = performance.now();
    if (line === 'begun' && killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  }
  await ended;
  return tookMs;
}

/** Kills the work at each moment, on a copy of the data each, and asks what is there then; gives how many kills came before its end. */
async function killing(
  args: readonly string[],
  check: (dataDir: string) => Promise<void>,
  from = made,
): Promise<number> {
  const copy = async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'i-speed-killed-'));
    await cp(from, dataDir, { recursive: true });
    return dataDir;
  };
  const whole = await copy();
  const tookMs = (await work(whole, args)) ?? Number.NaN;
  await rm(whole, { recursive: true });
  let killed = 0;
  for (const moment of MOMENTS) {
    const dataDir = await copy();
    if ((await work(dataDir, args, moment * tookMs)) === undefined) killed += 1;
    await check(dataDir);
    await rm(dataDir, { recursive: true });
  }
  return killed;
}

const ask = async (hub: Hub, path: string) => hub.api(new Request(`http://hub.example${path}`));
const post = async (hub: Hub, path: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  return hub.api(new Request(`http://hub.example${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
};
const download = async (hub: Hub) => {
  const answer = await ask(hub, '/api/v1/statistics?from=2026-10-01&to=2026-10-31');
  const { totals, received } = await answer.json();
  return { received, n: totals[0]?.n, devices: totals[0]?.devices, mean: totals[0]?.mean?.value };
};

test('a publication that died is not to be seen, and the next one stands whole, once', {
  timeout: LONG_MS,
}, async () => {
  const killed = await killing(['publish', String(nowMs)], async (dataDir) => {
    await using hub = await open(dataDir);
    // Hubs that share the folder may be writing: only what was left for two hours is removed.
    const folder = join(dataDir, 'open-data', '2026-10');
    const twoHoursAgo = new Date(Date.now() - 2 * HOUR_MS);
    for (const name of await readdir(folder).catch(() => []))
      await utimes(join(folder, name), twoHoursAgo, twoHoursAgo);
    const first = await ask(hub, '/api/v1/publications/2026-10');
    if (first.status === 404) expect(await hub.publish('2026-10')).toMatchObject({ version: 1, received: ROWS });
    const { version, versions, files } = await (await ask(hub, '/api/v1/publications/2026-10')).json();
    expect([version, versions.length]).toEqual([1, 1]);
    for (const { name, sizeBytes } of files) {
      const file = await ask(hub, `/api/v1/open-data/2026-10/v1/${name}`);
      expect([name, file.status, (await file.arrayBuffer()).byteLength]).toEqual([name, 200, sizeBytes]);
    }
    // Nothing of the attempt stays on the disk: the daily job removes it.
    await hub.publishDue();
    expect(await readdir(folder)).toEqual(['v1']);
  });
  expect(killed).toBeGreaterThanOrEqual(2);
});

test('a build that died changes no figure, nor does the one that takes its place', { timeout: LONG_MS }, async () => {
  let before: unknown;
  {
    await using hub = await open(made);
    before = await download(hub);
  }
  expect(before).toMatchObject({ received: ROWS, n: ROWS, devices: ROWS - OWN + 1 });
  const killed = await killing(['build'], async (dataDir) => {
    {
      await using hub = await open(dataDir);
      expect(await download(hub)).toEqual(before);
    }
    await work(dataDir, ['build']);
    await using hub = await open(dataDir);
    expect(await download(hub)).toEqual(before);
  });
  expect(killed).toBeGreaterThanOrEqual(2);
});

test('an erasure that died is done at the next start without being asked again; nobody else loses anything', {
  timeout: LONG_MS,
}, async () => {
  const owned = await mkdtemp(join(tmpdir(), 'i-speed-killed-'));
  await cp(made, owned, { recursive: true });
  const own = { installId: installId(DEVICE) };
  const spot = { id: randomUUID(), observedAt: new Date(nowMs - HOUR_MS).toISOString(), operatorId: 'viettel' };
  {
    await using hub = await open(owned);
    const answer = await post(hub, '/api/v1/white-spots', { ...spot, ...own, area: { provinceCode: '01' } });
    expect(answer.status).toBe(201);
  }
  const left = async (dataDir: string) => {
    await using hub = await open(dataDir);
    const { measurements, whiteSpots } = await (await post(hub, '/api/v1/my-data', own)).json();
    const lost = OWN - measurements.length;
    expect(await download(hub)).toMatchObject({ received: ROWS - lost, n: ROWS - lost });
    return [measurements.length, whiteSpots.length];
  };
  // All of it or, where it died before it was written down, nothing.
  const killed = await killing(
    ['erase', String(DEVICE)],
    async (dataDir) => {
      expect([
        [0, 0],
        [OWN, 1],
      ]).toContainEqual(await left(dataDir));
    },
    owned,
  );
  expect(killed).toBeGreaterThanOrEqual(2);
  // Between the two stores it was written down.
  expect(await work(owned, ['erase-half', String(DEVICE)], 0)).toBeUndefined();
  expect(await left(owned)).toEqual([0, 0]);
  await rm(owned, { recursive: true });
});

test('a schema whose making died is made whole at the next start', { timeout: LONG_MS }, async () => {
  const empty = await mkdtemp(join(tmpdir(), 'i-speed-killed-'));
  const killed = await killing(
    ['migrate'],
    async (dataDir) => {
      await using hub = await open(dataDir);
      expect(await download(hub)).toMatchObject({ received: 0 });
      expect((await ask(hub, '/api/v1/publications')).status).toBe(200);
    },
    empty,
  );
  await rm(empty, { recursive: true });
  expect(killed).toBeGreaterThanOrEqual(2);
});
