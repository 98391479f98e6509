// `i-speed auto` against the real stack: it measures by itself, within its budget, and loses nothing when the hub or the machine goes away.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@i-speed/cli';
import { bootStack, type RunningCommand, type Stack, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let stack: Stack;
let folder = '';
beforeAll(async () => {
  stack = await bootStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-auto-'));
  return () => rm(folder, { recursive: true });
});

const auto = (...args: string[]) => startCommand(['auto', '--hub', stack.url, ...args], { I_SPEED_STATE: folder });
const once = (...args: string[]) => auto('--once', '--jitter', '0s', ...args).ended;
const waiting = () => readdir(join(folder, 'spool')).catch(() => []);
const state = async () => JSON.parse(await readFile(join(folder, 'auto.json'), 'utf8'));

type Line = { event: string; id?: string; usedBytes?: number; delivery?: string; why?: string };
async function journal(event: string): Promise<Line[]> {
  const text = await readFile(join(folder, 'auto.jsonl'), 'utf8').catch(() => '');
  const lines: Line[] = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return lines.filter((line) => line.event === event);
}
async function measured(n: number): Promise<Line[]> {
  await expect
    .poll(async () => (await journal('measured')).length, { timeout: 40_000, interval: 100 })
    .toBeGreaterThanOrEqual(n);
  return journal('measured');
}
async function stop({ child, ended }: RunningCommand) {
  child.kill('SIGTERM');
  return ended;
}

test('--once measures, and the hub keeps it as automatic, in the commune and under the light cap', async () => {
  const { code, stdout } = await once('--commune', '00004', '--access', 'fixed');
  expect(code).toBe(exitCodes.ok);
  expect(stdout).toMatch(/^Measured: download .* The hub has it\.\n$/);
  const [line] = await journal('measured');
  expect(line?.usedBytes).toBeGreaterThan(0);
  expect(line?.usedBytes).toBeLessThanOrEqual(2_000_000);
  const record = await (await fetch(`${stack.url}/api/v1/measurements/${line?.id}`)).json();
  expect(record).toMatchObject({
    ...{ trigger: 'auto', profile: 'auto', communeCode: '00004' },
    client: { kind: 'agent' },
    access: { kind: 'fixed', kindFrom: 'user' },
  });
  expect((await state()).usedBytes).toBe(line?.usedBytes);
});

test('over its budget it measures nothing and says so', async () => {
  const { code, stdout } = await once('--budget', '1');
  expect(code).toBe(exitCodes.ok);
  expect(stdout).toBe("Not measured: this month's data budget is used up.\n");
  expect(await journal('waited')).toMatchObject([{ why: 'budget' }]);
  expect(await journal('measured')).toEqual([]);
});

test('a commune that does not exist, or a wrong option, is said before anything is measured', async () => {
  expect(await once('--commune', '99999')).toMatchObject({
    code: exitCodes.usage,
    stderr: 'The hub has no commune 99999; /api/v1/areas lists them\n',
  });
  const { code, stderr } = await once('--every', 'often');
  expect(code).toBe(exitCodes.usage);
  expect(stderr).toContain('--every=often: write it like 90s, 30m, 8h, 1d');
});

test('it goes on by itself, and after a power cut takes up its month where it was', async () => {
  const first = auto('--every', '1s');
  await measured(2);
  first.child.kill('SIGKILL');
  await first.ended;
  const before = await state();
  expect(before.usedBytes).toBeGreaterThan(0);
  const ran = (await journal('measured')).length;
  const second = auto('--every', '1s');
  await measured(ran + 1);
  expect((await stop(second)).code).toBe(exitCodes.ok);
  expect((await state()).usedBytes).toBeGreaterThan(before.usedBytes - 2_000_000);
  expect((await journal('started')).length).toBe(2);
  expect((await journal('stopped')).length).toBe(1);
});

test('while the hub is away it keeps what it has, and sends all of it once later', async () => {
  const running = auto('--every', '1s');
  await measured(1);
  await stack.kill9();
  await expect.poll(async () => (await waiting()).length, { timeout: 40_000, interval: 100 }).toBeGreaterThan(0);
  await stack.start();
  await expect.poll(async () => (await journal('sent')).length, { timeout: 60_000, interval: 100 }).toBeGreaterThan(0);
  await stop(running);
  const kept = (await journal('measured')).filter(({ delivery }) => delivery === 'later');
  expect(kept.length).toBeGreaterThan(0);
  for (const { id } of kept) expect((await fetch(`${stack.url}/api/v1/measurements/${id}`)).status).toBe(200);
});
