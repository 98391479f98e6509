import { expect, test } from 'vitest';
import { clientAddress } from './caller.ts';
import { rateLimit } from './rate-limit.ts';

test.each([
  ['::ffff:10.0.0.9', undefined, 0, '10.0.0.9'],
  ['10.0.0.9', '27.64.0.1', 0, '10.0.0.9'],
  ['10.0.0.9', '1.1.1.1, 27.64.0.1', 1, '27.64.0.1'],
  ['10.0.0.9', '1.1.1.1, 27.64.0.1, 10.0.0.8', 2, '27.64.0.1'],
  ['10.0.0.9', '27.64.0.1', 3, '27.64.0.1'],
  ['10.0.0.9', '[2402:800::1]:4711', 1, '2402:800::1'],
  ['10.0.0.9', '27.64.0.1:4711', 1, '27.64.0.1'],
  ['10.0.0.9', 'unknown', 1, '10.0.0.9'],
  ['fe80::1%eth0', undefined, 0, 'fe80::1'],
])('socket %s, forwarded %s, %i trusted proxies: %s', (socket, forwarded, proxies, address) => {
  expect(clientAddress(socket, forwarded, proxies)).toBe(address);
});

test('an IPv6 customer has one allowance for the whole /64, however its address is written', () => {
  const limit = rateLimit(3, () => 0);
  for (const address of ['2001:db8:1:2:3:4:5:6', '2001:0DB8:1:0002::1', '2001:db8:1:2:ffff::']) limit.take(address);
  expect(() => limit.take('2001:db8:1:2::7')).toThrow(expect.objectContaining({ code: 'rate-limited' }));
  limit.take('2001:db8:1:3::7');
});

test('the allowance is spent, refused with the seconds to wait, and refilled evenly', () => {
  let nowMs = 0;
  const limit = rateLimit(60, () => nowMs);
  for (let i = 0; i < 60; i += 1) limit.take('a');
  expect(() => limit.take('a')).toThrow(expect.objectContaining({ code: 'rate-limited', retryAfterS: 1 }));
  limit.take('b');
  nowMs = 5_000;
  expect(() => limit.take('a', 6)).toThrow(expect.objectContaining({ retryAfterS: 1 }));
  limit.take('a', 5);
  nowMs = 65_000;
  limit.take('a', 500);
  expect(() => limit.take('a')).toThrow();
});

test('0 allows any number', () => {
  const limit = rateLimit(0);
  for (let i = 0; i < 1_000; i += 1) limit.take('a', 500);
});
