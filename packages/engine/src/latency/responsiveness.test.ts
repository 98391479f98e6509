import { expect, test } from 'vitest';
import { responsivenessRpm, worseRpm } from './responsiveness.ts';

test('round trips of 100 ms make 600 a minute', () => {
  expect(responsivenessRpm([100, 100, 100, 100, 100])).toBe(600);
});

test('the slowest of twenty is left out, of nineteen none', () => {
  const even = Array.from({ length: 19 }, () => 50);
  expect(responsivenessRpm([...even, 5_000])).toBe(1_200);
  expect(responsivenessRpm([...even.slice(1), 100])).toBe(Math.round(60_000 / ((18 * 50 + 100) / 19)));
});

test('fewer than five probes say nothing', () => {
  expect(responsivenessRpm([10, 10, 10, 10])).toBeUndefined();
});

test('the worse direction counts, and one alone where the other is not known', () => {
  expect(worseRpm(900, 120)).toBe(120);
  expect(worseRpm(undefined, 300)).toBe(300);
  expect(worseRpm(undefined, undefined)).toBeUndefined();
});
