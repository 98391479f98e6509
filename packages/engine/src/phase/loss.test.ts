import { expect, test } from 'vitest';
import { pulseTimeMs } from '../plan/pulses.ts';
import { latestMs } from './loss.ts';

test('packets begun at the latest instant leave a look its time before the result is due', () => {
  // 3.1 s is what they took over 160 ms, and 3.6 over 57 with eight losses in a thousand
  expect(latestMs(160) + 3_100 + pulseTimeMs(160)).toBeLessThanOrEqual(10_000);
  expect(latestMs(57) + 3_600 + pulseTimeMs(57)).toBeLessThanOrEqual(10_000);
});

test('a short path has its packets in the wait of four seconds between two looks, a very long one none', () => {
  expect(latestMs(10)).toBeGreaterThan(5_500);
  expect(latestMs(300)).toBeLessThan(4_500);
});
