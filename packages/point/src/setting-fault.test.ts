// What the machine or the settings do not allow is named by its setting, before anything runs.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeCertificate, startPoint } from '../test/client.ts';
import { readConfig } from './config.ts';

const settings = { I_SPEED_POINT_ID: 'p1' };

/** The lines of the refusal of these settings. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig({ ...settings, ...env });
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : [];
  }
}

test('a hub is told by its origin', () => {
  for (const hub of [
    'hub.vn:443',
    'hub.vn',
    'ftp://hub.vn',
    'https://hub.vn/path',
    'https://hub.vn/?a',
    'https://u:p@hub.vn',
  ])
    expect(faultsOf({ I_SPEED_POINT_HUB: hub })).toEqual([
      'I_SPEED_POINT_HUB: must be the address of the hub with http:// or https:// and without a path: https://hub.example.vn',
    ]);
  for (const hub of ['https://hub.vn', 'https://hub.vn/', 'http://10.0.0.1:8080', 'http://[::1]:8080'])
    expect(faultsOf({ I_SPEED_POINT_HUB: hub })).toEqual([]);
});

test('every odd value is told in words, all at once', () => {
  const odd = {
    I_SPEED_POINT_ID: '',
    I_SPEED_POINT_OPEN: 'ja',
    I_SPEED_POINT_WORKERS: '0',
    I_SPEED_POINT_MAX_BYTES: '1e9',
    I_SPEED_POINT_LOSS_ADDRESS: 'a',
    I_SPEED_POINT_LOG_LEVEL: 'loud',
  };
  expect(faultsOf(odd)).toEqual([
    'I_SPEED_POINT_ID: is needed',
    'I_SPEED_POINT_OPEN: must be true or false',
    'I_SPEED_POINT_LOSS_ADDRESS: must be an IPv4 or IPv6 address',
    'I_SPEED_POINT_WORKERS: must be a whole number from 1 to 64',
    'I_SPEED_POINT_MAX_BYTES: must be a whole number from 1000000 to 1000000000000',
    'I_SPEED_POINT_LOG_LEVEL: must be silent, error, warn, info or debug',
  ]);
});

test('settings that cannot be together are told', () => {
  const tls = { I_SPEED_POINT_TLS_CERT: 'c', I_SPEED_POINT_TLS_KEY: 'k' };
  const namesOf = (env: Record<string, string>) => faultsOf(env).map((fault) => fault.split(':', 1)[0]);
  expect(namesOf({ ...tls, I_SPEED_POINT_HTTP2_PORT: '8081' })).toEqual(['I_SPEED_POINT_HTTP2_PORT']);
  expect(namesOf({ I_SPEED_POINT_LOSS_PORT: '64990', I_SPEED_POINT_WORKERS: '18' })).toEqual([
    'I_SPEED_POINT_LOSS_PORT',
  ]);
  expect(namesOf({ I_SPEED_POINT_LOSS_PORT: '50000', I_SPEED_POINT_TURN_PORT: '50031' })).toEqual([
    'I_SPEED_POINT_TURN_PORT',
  ]);
  expect(namesOf({ I_SPEED_POINT_LOSS_PORT: '50000', I_SPEED_POINT_TURN_PORT: '50032' })).toEqual([]);
});

test('a taken port is told by the setting that named it', async () => {
  await using folder = await startPoint();
  const files = makeCertificate(folder.data);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const why = 'the port is taken; set another, or stop what listens there (EADDRINUSE)';
  for (const workers of [1, 2])
    await expect(startPoint({ port, workers })).rejects.toThrow(`I_SPEED_POINT_PORT: ${port}: ${why}`);
  await expect(startPoint({ ...files, http2Port: port })).rejects.toThrow(`I_SPEED_POINT_HTTP2_PORT: ${port}: ${why}`);
  const turnPort = socket.address().port;
  await expect(startPoint({ turnPort })).rejects.toThrow(`I_SPEED_POINT_TURN_PORT: ${turnPort}: ${why}`);
  server.close();
  socket.close();
});

test('an address that is not of this machine is told', async () => {
  await expect(startPoint({ host: '192.0.2.1' })).rejects.toThrow(
    'I_SPEED_POINT_HOST: 192.0.2.1: this machine does not',
  );
});

test('a data folder that cannot be is told, also where Node would try for ever', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-folder-'));
  const file = join(folder, 'file');
  await writeFile(file, '');
  for (const [data, why] of [
    ['/proc/i-speed/data', 'the folder cannot be made there; set another (ENOENT)'],
    [file, 'there is a file where the folder should be; set another (EEXIST)'],
    [join(file, 'data'), 'a part of this path is a file; set another (ENOTDIR)'],
  ])
    await expect(startPoint({ data })).rejects.toThrow(`I_SPEED_POINT_DATA: ${data}: ${why}`);
  await using point = await startPoint({ data: join(folder, 'a', 'b') });
  expect(point.port).toBeGreaterThan(0);
  await rm(folder, { recursive: true });
});
