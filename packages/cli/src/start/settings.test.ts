import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CommandError, exitCodes } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { readStartSettings } from './settings.ts';

const speech = openSpeech('en');

test('without settings it is localhost, 8080, 8081 and ./data', () => {
  expect(readStartSettings({}, speech)).toEqual({
    host: 'localhost',
    port: 8080,
    pointPort: 8081,
    dataFolder: resolve('data'),
  });
});

test('0.0.0.0 and :: both mean every address, IPv4 and IPv6', () => {
  for (const host of ['0.0.0.0', '::', '[::]']) {
    expect(readStartSettings({ I_SPEED_HOST: host }, speech).host).toBe('::');
  }
  expect(readStartSettings({ I_SPEED_HOST: '[::1]' }, speech).host).toBe('::1');
});

test('every bad setting is named at once', () => {
  const env = { I_SPEED_HOST: 'a b', I_SPEED_PORT: '70000', I_SPEED_POINT_PORT: 'x' };
  const error = catchError(() => readStartSettings(env, speech));
  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({
    exitCode: exitCodes.usage,
    message: [
      'Wrong settings:',
      '  I_SPEED_PORT=70000: must be a whole number from 1 to 65535',
      '  I_SPEED_POINT_PORT=x: must be a whole number from 1 to 65535',
      '  I_SPEED_HOST=a b: must be a host name or an IP address, without a port',
    ].join('\n'),
  });
});

test('hub and point cannot share a port, a host has no port of its own', () => {
  expect(catchError(() => readStartSettings({ I_SPEED_PORT: '8081' }, speech))?.message).toContain('(both are 8081)');
  expect(catchError(() => readStartSettings({ I_SPEED_HOST: 'a.vn:80' }, speech))?.message).toContain(
    'I_SPEED_HOST=a.vn:80',
  );
});

function catchError(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : undefined;
  }
}
