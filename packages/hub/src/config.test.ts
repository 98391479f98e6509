import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, hubConfig } from './config.ts';

test('nothing set gives the defaults', () => {
  expect(hubConfig({ I_SPEED_DATA: '' })).toEqual({
    dataDir: resolve('./data'),
    openDataDir: resolve('./data/open-data'),
    host: 'localhost',
    port: 8080,
    publishDay: 5,
    nationDueDay: 20,
    trustedProxies: 0,
    logLevel: 'warn',
    isDemo: false,
    leastDevices: 6,
    isTicketRequired: true,
    isReceiptRequired: true,
    perMinute: { tickets: 120, measurements: 1_500, reads: 1_200 },
    bodyLimitBytes: 16_777_216,
    queueLimit: 5_000,
  });
});

test('every bad variable is named at once', () => {
  const bad = {
    I_SPEED_PORT: '80a',
    I_SPEED_TRUST_PROXY: 'perhaps',
    I_SPEED_PUBLIC_URL: 'i-speed.example',
    CLICKHOUSE_URL: 'clickhouse://x',
    DATABASE_URL_FILE: '/nowhere/url',
    LOG_LEVEL: 'loud',
  };
  let error: unknown;
  try {
    hubConfig(bad);
  } catch (thrown) {
    error = thrown;
  }
  if (!(error instanceof ConfigError)) throw new Error('no ConfigError was thrown');
  expect(error.faults.map((fault) => fault.split(':')[0]).sort()).toEqual(Object.keys(bad).sort());
});

test('a secret may stand in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'i-speed-config-'));
  const file = join(folder, 'url');
  writeFileSync(file, 'postgres://u:p@db/i-speed\n');
  expect(hubConfig({ DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://u:p@db/i-speed');
  rmSync(folder, { recursive: true });
});

test.each([
  ['true', 1],
  ['false', 0],
  ['2', 2],
  ['1', 1],
])('I_SPEED_TRUST_PROXY=%s trusts %i', (text, proxies) => {
  expect(hubConfig({ I_SPEED_TRUST_PROXY: text }).trustedProxies).toBe(proxies);
});

test('a misspelt variable, a secret given twice and a file that is a folder are named; other programs’ variables are not', () => {
  const env = {
    I_SPEED_PROT: '80',
    I_SPEED_TICKET_KEY_FILE: tmpdir(),
    I_SPEED_ADMIN_TOKEN: 'x'.repeat(20),
    I_SPEED_ADMIN_TOKEN_FILE: '/nowhere/token',
    I_SPEED_POINT_PORT: '8081',
    I_SPEED_STATE: '/s',
    I_SPEED_HEALTH: 'http://localhost:8080/health',
    OTHER_PORT: '1',
  };
  expect(() => hubConfig(env)).toThrow(ConfigError);
  let faults: readonly string[] = [];
  try {
    hubConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) faults = error.faults;
  }
  expect(faults.map((fault) => fault.slice(0, 50))).toEqual([
    expect.stringContaining(`I_SPEED_TICKET_KEY_FILE: ${tmpdir()} cannot be read`),
    'I_SPEED_ADMIN_TOKEN and I_SPEED_ADMIN_TOKEN_FILE: ',
    expect.stringContaining('I_SPEED_ADMIN_TOKEN_FILE: there is no file'),
    'I_SPEED_PROT: no such setting',
  ]);
});
