import { expect, test } from 'vitest';
import { sumOf } from '../platform/card-traffic.ts';
import { otherTrafficBytes } from './other-traffic.ts';

test('what the cards moved beyond payload and a tenth is not the measurement’s', () => {
  expect(otherTrafficBytes(1_000, 1_000 + 3_000_000, 2_000_000)).toBe(800_000);
  expect(otherTrafficBytes(1_000, 1_000 + 2_100_000, 2_000_000)).toBe(0);
});

test('nothing is said where the cards do not tell or the payload did not pass them', () => {
  expect(otherTrafficBytes(undefined, 5, 1)).toBeUndefined();
  expect(otherTrafficBytes(5, 10, 2_000_000)).toBeUndefined();
});

test('the kernel’s table is summed over its cards, the loop back left out', () => {
  const table = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 9999 1 0 0 0 0 0 0 9999 1 0 0 0 0 0 0
  eth0: 100 1 0 0 0 0 0 0 20 1 0 0 0 0 0 0
wlan0:3 1 0 0 0 0 0 0 4 1 0 0 0 0 0 0
`;
  expect(sumOf(table)).toBe(127);
  expect(sumOf('')).toBeUndefined();
});
