// `i-speed measure` against the real stack: the record, its keeping, and what happens when the hub is away.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@i-speed/cli';
import { publicMeasurement, type Submission, submission } from '@i-speed/spec';
import { bootStack, type Stack, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let stack: Stack;
let folder = '';
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-state-'));
  return () => rm(folder, { recursive: true });
});

const measure = (...args: string[]) =>
  startCommand(['measure', '--hub', stack.url, ...args], { I_SPEED_STATE: folder });
const fetchRecord = (id: string) => fetch(`${stack.url}/api/v1/measurements/${id}`);
const waiting = () => readdir(join(folder, 'spool')).catch(() => []);

function parseRecord(stdout: string): Submission {
  return submission.parse(JSON.parse(stdout));
}

test('--json prints the record as spec has it, and the hub keeps the same', async () => {
  const { code, stdout } = await measure('--json').ended;
  expect(code).toBe(exitCodes.ok);
  const record = parseRecord(stdout);
  expect(record).toMatchObject({
    client: { kind: 'cli' },
    trigger: 'manual',
    profile: 'standard',
    pointId: 'local',
    failures: [],
  });
  const response = await fetchRecord(record.id);
  expect(response.status).toBe(200);
  const kept = publicMeasurement.parse(await response.json());
  expect(kept.download).toEqual(record.download);
  expect(kept.upload).toEqual(record.upload);
  expect(kept.latency).toEqual(record.latency);
  expect(kept.corroborated).toBe(true);
  expect(await waiting()).toEqual([]);
});

test('the light measurement stays under its cap', async () => {
  const record = parseRecord((await measure('--json', '--light').ended).stdout);
  expect(record.profile).toBe('light');
  expect((record.download?.bytes ?? 0) + (record.upload?.bytes ?? 0)).toBeLessThanOrEqual(9_000_000);
});

test('the table names every figure and the permalink', async () => {
  const { code, stdout } = await measure('--light').ended;
  expect(code).toBe(exitCodes.ok);
  expect(stdout).toMatch(/^Download +\d\S* Mbps/m);
  expect(stdout).toMatch(/^Upload +\d\S* Mbps/m);
  expect(stdout).toMatch(/^Latency +\d\S* ms/m);
  expect(stdout).toMatch(new RegExp(`^Result: ${stack.url}/do/[0-9a-f-]{36}$`, 'm'));
});

test('a point that does not exist is refused and said', async () => {
  const { code, stdout } = await measure('--light', '--point', 'nowhere').ended;
  expect(code).toBe(exitCodes.notMeasured);
  expect(stdout).toContain('there is no such point; GET /api/v1/points lists those there are (ticket.refused)');
});

test('Ctrl-C ends the measurement, shows and keeps what it has', async () => {
  const { child, ended } = measure('--json');
  await atPoint();
  child.kill('SIGINT');
  const { code, stdout } = await ended;
  expect(code).toBe(exitCodes.interrupted);
  const record = parseRecord(stdout);
  expect(record.failures.map((failure) => failure.code)).toContainEqual(expect.stringMatching(/\.aborted$/));
  expect((await fetchRecord(record.id)).status).toBe(200);
});

test('while the hub is away the record waits here, and goes out once with the next', async () => {
  await stack.kill9();
  const away = await measure('--json').ended;
  expect(away.code).toBe(exitCodes.notMeasured);
  expect(away.stderr).toContain('kept on this machine');
  const kept = parseRecord(away.stdout);
  expect(await waiting()).toEqual([`${kept.id}.json`]);
  await stack.start();
  const next = await measure('--json', '--light').ended;
  expect(next.code).toBe(exitCodes.ok);
  expect(next.stderr).toContain('Also sent 1 earlier results that were waiting.');
  expect(await waiting()).toEqual([]);
  expect((await fetchRecord(kept.id)).status).toBe(200);
});

test('a measurement that runs while the stack is told to stop is finished and not lost', async () => {
  const { ended } = measure('--json');
  await atPoint();
  const stopped = stack.stop();
  const run = await ended;
  expect(await stopped).toBe(0);
  const record = parseRecord(run.stdout);
  expect(record.download?.rateMbps).toBeGreaterThan(0);
  expect(record.upload?.rateMbps).toBeGreaterThan(0);
  await stack.start();
  if (run.code === exitCodes.keptForLater) await measure('--json', '--light').ended;
  expect((await fetchRecord(record.id)).status).toBe(200);
});

/** Resolves when the point has a measurement running. */
async function atPoint(): Promise<void> {
  await expect
    .poll(async () => (await (await fetch(`http://localhost:${stack.pointPort}/health`)).json()).sessions, {
      interval: 20,
      timeout: 10_000,
    })
    .toBe(1);
}
