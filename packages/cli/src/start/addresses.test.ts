import { expect, test } from 'vitest';
import { listOrigins } from './addresses.ts';

const shared = { netmask: '', mac: '', cidr: null };

test('a named host is told as it is, IPv6 in brackets', () => {
  expect(listOrigins('localhost', 8080, {})).toEqual(['http://localhost:8080']);
  expect(listOrigins('::1', 80, {})).toEqual(['http://[::1]:80']);
});

test('every address that a browser can open is told, IPv4 first', () => {
  const interfaces = {
    lo: [{ ...shared, address: '127.0.0.1', family: 'IPv4' as const, internal: true }],
    eth0: [
      { ...shared, address: '2001:db8::5', family: 'IPv6' as const, internal: false, scopeid: 0 },
      { ...shared, address: 'fe80::1', family: 'IPv6' as const, internal: false, scopeid: 2 },
      { ...shared, address: '192.0.2.7', family: 'IPv4' as const, internal: false },
    ],
  };
  expect(listOrigins('::', 8080, interfaces)).toEqual([
    'http://localhost:8080',
    'http://192.0.2.7:8080',
    'http://[2001:db8::5]:8080',
  ]);
});
