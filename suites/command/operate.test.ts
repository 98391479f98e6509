// What docs/operate promises to those who run a hub: behind the nginx of deploy/, watched by its metrics, and whole in a copy of its folder.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes } from '@i-speed/cli';
import { submission } from '@i-speed/spec';
import { bootStack, onPath, type Stack, startCommand } from '@i-speed/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Nginx, startNginx } from './nginx.ts';

let stack: Stack;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'i-speed-operate-'));
  stack = await bootStack({ env: { I_SPEED_TRUST_PROXY: '1' } });
});
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('every metric stands in the document with a reason to look, and no other', async () => {
  const document = await readFile(new URL('../../docs/operate/upkeep.md', import.meta.url), 'utf8');
  const named = new Set(document.match(/`i_speed_(?:hub|point)_\w+`/g)?.map((name) => name.slice(1, -1)));
  const texts = [stack.port, stack.pointPort].map(async (port) =>
    (await fetch(`http://localhost:${port}/metrics`)).text(),
  );
  const told = (await Promise.all(texts)).flatMap((text) => text.match(/(?<=^# TYPE )i_speed_\w+/gm) ?? []);
  expect(told.length).toBeGreaterThan(10);
  // This point speaks plain HTTP.
  expect([...named].sort()).toEqual([...told, 'i_speed_point_certificate_not_after_seconds'].sort());
});

describe.runIf(onPath('nginx') !== undefined)('behind nginx as deploy/nginx.conf has it', () => {
  let nginx: Nginx;
  beforeAll(async () => {
    nginx = await startNginx(folder, stack.port);
  });
  afterAll(() => nginx?.[Symbol.asyncDispose]());

  test('people are sent to TLS, pages and API come, and the metrics stay inside', async () => {
    const plain = await fetch(`http://127.0.0.1:${nginx.port}/ban-do?x=1`, { redirect: 'manual' });
    expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://127.0.0.1/ban-do?x=1']);
    expect(await nginx.ask('127.0.0.1', '/')).toMatchObject({ status: 200 });
    expect(await nginx.ask('::1', '/health')).toMatchObject({ status: 200 });
    expect(await nginx.ask('127.0.0.1', '/metrics')).toMatchObject({ status: 403 });
  });

  test('the hub sees who asks, not the proxy, and not what the asker claims', async () => {
    for (const [host, family] of [['127.0.0.1', 4] as const, ['::1', 6] as const]) {
      const asked = JSON.stringify({
        measurementId: '01a2011b-4dde-7d07-97ec-fb4e25c25ebb',
        client: { kind: 'cli', version: '1' },
      });
      const { status, text } = await nginx.ask(host, '/api/v1/tickets', asked, { 'x-forwarded-for': '27.64.0.1' });
      expect(status).toBe(200);
      expect(JSON.parse(text).network).toEqual({ family });
    }
  });

  test('a body as large as the hub takes comes through, a larger one is refused', async () => {
    expect(await nginx.ask('127.0.0.1', '/api/v1/measurements', ' '.repeat(16_000_000))).toMatchObject({ status: 400 });
    expect(await nginx.ask('127.0.0.1', '/api/v1/measurements', ' '.repeat(17_000_000))).toMatchObject({ status: 413 });
  });
});

test('a copy of the folder of a stopped hub is the hub: the same measurement, the same keys', async () => {
  const { code, stdout } = await startCommand(['measure', '--json', '--light', '--hub', stack.url], {
    I_SPEED_STATE: join(folder, 'state'),
  }).ended;
  expect(code).toBe(exitCodes.ok);
  const told = async (url: string) =>
    Promise.all(
      [`measurements/${submission.parse(JSON.parse(stdout)).id}`, 'keys'].map(async (path) => {
        const { url: _, ...rest } = await (await fetch(`${url}/api/v1/${path}`)).json();
        return rest;
      }),
    );
  const before = await told(stack.url);
  expect(await stack.stop()).toBe(0);
  const copy = join(folder, 'copy');
  await cp(stack.dataFolder, copy, { recursive: true });
  await using restored = await bootStack({
    prepare: async (dataFolder) => {
      await rm(dataFolder, { recursive: true });
      await cp(copy, dataFolder, { recursive: true });
    },
  });
  expect(await told(restored.url)).toEqual(before);
});
