// `i-speed start`: quick, clear about what is wrong, and gone without a trace when it ends.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootStack, findFreePorts, listChildren, type Stack, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate } from '../../packages/point/test/client.ts';

let stack: Stack;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-start-'));
  stack = await bootStack({ isFirstStart: true });
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function settings(): Promise<Record<string, string>> {
  const [port = 0, pointPort = 0] = await findFreePorts(2);
  return { I_SPEED_PORT: String(port), I_SPEED_POINT_PORT: String(pointPort), I_SPEED_DATA: join(folder, 'data') };
}

test('serves pages, API and point on both loopback addresses and says where', async () => {
  expect(stack.output()).toContain(`http://localhost:${stack.port}\n`);
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    expect((await fetch(`http://${host}:${stack.port}/`)).status).toBe(200);
    expect((await fetch(`http://${host}:${stack.port}/health`)).status).toBe(200);
    expect((await fetch(`http://${host}:${stack.pointPort}/health`)).status).toBe(200);
  }
});

test('ends in order at SIGTERM, and a second start takes less than 3 s', async () => {
  // What else runs on the machine can only slow a start down, so that the best of three is the program's own time.
  const readyMs: number[] = [];
  for (let starts = 0; starts < 3; starts += 1) {
    expect(await stack.stop()).toBe(0);
    await stack.start();
    expect(stack.output()).not.toContain('Building the pages');
    readyMs.push(stack.readyMs);
    if (stack.readyMs < 3_000) break;
  }
  expect(Math.min(...readyMs)).toBeLessThan(3_000);
});

test('after kill -9 ports and data are free at once', async () => {
  await stack.kill9();
  await stack.start();
  expect((await fetch(`${stack.url}/health`)).status).toBe(200);
});

test.runIf(process.platform === 'linux')('a point that dies is said and started again', async () => {
  const [before = 0] = listChildren(stack.pid);
  process.kill(before, 'SIGKILL');
  await expect.poll(() => stack.output(), { timeout: 20_000 }).toContain('The point is running again.');
  expect(stack.output()).toContain('The point stopped (SIGKILL); starting it again in 1 s.');
  expect((await fetch(`http://localhost:${stack.pointPort}/health`)).status).toBe(200);
  expect(listChildren(stack.pid)).not.toContain(before);
});

test('a point with a certificate is ready, offered over https, and ends with the rest', async () => {
  const { tlsCert, tlsKey } = makeCertificate(folder);
  const env = { I_SPEED_POINT_TLS_CERT: tlsCert, I_SPEED_POINT_TLS_KEY: tlsKey };
  await using secure = await bootStack({ env });
  const { points } = await (await fetch(`${secure.url}/api/v1/points`)).json();
  expect(points).toMatchObject([{ id: 'local', url: `https://localhost:${secure.pointPort}` }]);
  expect(await secure.stop()).toBe(0);
});

test('a taken port is one clear line and exit code 1', async () => {
  const run = await startCommand(['start'], { ...(await settings()), I_SPEED_PORT: String(stack.port) }).ended;
  expect(run).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${stack.port} is taken by another program. Stop that program, or set I_SPEED_PORT to another port.\n`,
  });
});

test('the point’s port is judged as the hub’s is', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const run = await startCommand(['start'], { ...(await settings()), I_SPEED_POINT_PORT: String(port) }).ended;
  other.close();
  expect(run.code).toBe(1);
  expect(run.stderr).toBe(
    `Port ${port} is taken by another program. Stop that program, or set I_SPEED_POINT_PORT to another port.\n`,
  );
});

test('a folder that cannot be written is one clear line and exit code 1', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const run = await startCommand(['start'], { ...(await settings()), I_SPEED_DATA: join(file, 'data') }).ended;
  expect(run).toEqual({
    code: 1,
    stdout: '',
    stderr: `The data folder ${file}/data is not writable (ENOTDIR). Set I_SPEED_DATA to a folder that is.\n`,
  });
});

test('a folder that another i-Speed holds is one clear line and exit code 1', async () => {
  const run = await startCommand(['start'], { ...(await settings()), I_SPEED_DATA: stack.dataFolder }).ended;
  expect(run.code).toBe(1);
  expect(run.stderr).toMatch(
    /^The data folder \S+ is in use by another i-Speed \(process \d+\)\. Stop it, or set I_SPEED_DATA to another\.\n$/,
  );
});

test('bad settings are all named, in the language asked for, with exit code 2', async () => {
  const env = { ...(await settings()), I_SPEED_PORT: 'x', I_SPEED_POINT_PORT: '99999' };
  const run = await startCommand(['start', '--lang', 'vi'], env).ended;
  expect(run.code).toBe(2);
  expect(run.stderr).toMatch(/^Cài đặt sai:\n {2}I_SPEED_PORT.*\n {2}I_SPEED_POINT_PORT.*\n$/);
});
