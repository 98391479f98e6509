// What is counted of a download, by the record that waits for a hub which is away.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { submission } from '@i-speed/spec';
import { expect, test } from 'vitest';
import { metric, startPoint } from '../../test/client.ts';
import { fdOf } from '../kernel/libc.ts';
import { readTcpInfo } from '../kernel/tcp-info.ts';
import { openPoint } from '../open-point.ts';

test('what the bound of bytes cuts is told beforehand, counted, and refused afterwards', async () => {
  await using point = await startPoint({ maxBytes: 1_000_000, logLevel: 'silent' });
  const ask = () => fetch(`http://127.0.0.1:${point.port}/garbage?ckSize=4`);
  const first = await ask();
  expect(first.headers.get('i-speed-bytes-left')).toBe('3000000');
  await expect(first.arrayBuffer()).rejects.toThrow();
  const limited = 'i_speed_point_refusals_total{code="byte-limit"}';
  expect(await metric(point.port, limited)).toBe(1);
  // What was cut has not all arrived; what is left may be little, so that a second one comes as far.
  const second = await ask();
  expect(Number(second.headers.get('i-speed-bytes-left'))).toBeLessThan(3_000_000);
  await second.arrayBuffer().catch(() => undefined);
});

test('a download that its client leaves counts what reached the client, not what waited at the point', async () => {
  const data = await mkdtemp(join(tmpdir(), 'i-speed-left-'));
  const settings = {
    id: 'p1',
    host: '127.0.0.1',
    port: 0,
    data,
    hub: 'http://127.0.0.1:1',
    logLevel: 'silent',
  } as const;
  await using point = await openPoint({ ...settings, drainMs: 0 }, { quietMs: 200 });
  const socket = connect({ host: '127.0.0.1', port: point.port });
  const head = new Promise<string>((resolve) => socket.once('data', (part) => resolve(part.toString('latin1'))));
  socket.write('GET /download?bytes=100000000 HTTP/1.1\r\nHost: point\r\n\r\n');
  const id = /^i-speed-measurement: (\S+)/im.exec(await head)?.[1] ?? '';
  socket.pause();
  // Nothing more fits once two readings are equal.
  const readings = [0];
  const received = () => readTcpInfo(fdOf(socket))?.bytesReceived ?? 0;
  await expect
    .poll(() => readings.push(received()) && readings.at(-1) === readings.at(-2), { interval: 300, timeout: 10_000 })
    .toBe(true);
  socket.destroy();
  const outbox = join(data, 'outbox');
  await expect.poll(() => readdir(outbox), { timeout: 10_000 }).toContain(`${id}.json`);
  const { download } = submission.parse(JSON.parse(await readFile(join(outbox, `${id}.json`), 'utf8')));
  await rm(data, { recursive: true });
  expect(download?.bytes).toBeGreaterThan(0);
  expect(download?.bytes).toBeLessThanOrEqual(readings.at(-1) ?? 0);
});
