import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CommandError, exitCodes } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { readStartSettings } from './settings.ts';

const speech = openSpeech('en');

test('without settings it is localhost, 8080, 8081 and ./data', () => {
  const { hub, point } = readStartSettings({}, speech);
  expect(hub).toMatchObject({ host: 'localhost', port: 8080, dataDir: resolve('data'), logLevel: 'warn' });
  expect(point.port).toBe(8081);
  expect(point.env).toMatchObject({
    I_SPEED_POINT_ID: 'local',
    I_SPEED_POINT_HOST: 'localhost',
    I_SPEED_POINT_HUB: 'http://localhost:8080',
    I_SPEED_POINT_DATA: resolve('data/point'),
  });
});

test('the point listens where the hub does; 0.0.0.0 takes IPv6 along', () => {
  const hostOf = (host: string) => readStartSettings({ I_SPEED_HOST: host }, speech).point.env.I_SPEED_POINT_HOST;
  expect(['0.0.0.0', '::', '[::]', '[::1]', '192.0.2.7'].map(hostOf)).toEqual(['::', '::', '::', '::1', '192.0.2.7']);
});

test('what a person tells the point goes before what follows from the hub', () => {
  const { point } = readStartSettings({ I_SPEED_POINT_NAME: 'Huế', I_SPEED_POINT_PORT: '9000' }, speech);
  expect(point).toMatchObject({ port: 9000, env: { I_SPEED_POINT_NAME: 'Huế', I_SPEED_POINT_PORT: '9000' } });
});

test('the point is asked where it listens, over TLS where it has a certificate, and has as long to end as it gives its clients', () => {
  expect(readStartSettings({}, speech).point).toMatchObject({ origin: 'http://localhost:8081', drainMs: 20_000 });
  const own = {
    I_SPEED_POINT_HOST: '192.0.2.7',
    I_SPEED_POINT_TLS_CERT: 'c.pem',
    I_SPEED_POINT_TLS_KEY: 'k.pem',
    I_SPEED_POINT_DRAIN_MS: '90000',
  };
  expect(readStartSettings(own, speech).point).toMatchObject({ origin: 'https://192.0.2.7:8081', drainMs: 90_000 });
});

test('every bad setting of hub and point is named at once', () => {
  const env = { I_SPEED_PORT: '70000', LOG_LEVEL: 'loud', I_SPEED_POINT_PORT: 'x', I_SPEED_POINT_COLOUR: 'red' };
  const error = catchError(() => readStartSettings(env, speech));
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ exitCode: exitCodes.usage });
  const lines = error?.message.split('\n') ?? [];
  expect(lines[0]).toBe('Wrong settings:');
  expect(lines.slice(1).map((line) => line.trim().split(/[:=]/, 1)[0])).toEqual([
    'I_SPEED_PORT',
    'LOG_LEVEL',
    'I_SPEED_POINT_PORT',
    'I_SPEED_POINT_COLOUR',
  ]);
});

test('hub and point cannot share a port, a host is a name or an address without a port', () => {
  const messageOf = (env: Record<string, string>) => catchError(() => readStartSettings(env, speech))?.message;
  expect(messageOf({ I_SPEED_PORT: '8081' })).toContain('(both are 8081)');
  expect(messageOf({ I_SPEED_HOST: 'a.vn:80' })).toContain('I_SPEED_HOST=a.vn:80');
  expect(messageOf({ I_SPEED_HOST: 'a b' })).toContain('I_SPEED_HOST=a b');
});

function catchError(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : undefined;
  }
}
