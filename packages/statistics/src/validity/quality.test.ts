import { expect, test } from 'vitest';
import { clockDisagreementRatio } from './quality.ts';

test('clocks excuse nothing in windows of half a second and more', () => {
  expect([500, 1_000, 10_000].map(clockDisagreementRatio)).toEqual([0, 0, 0]);
});

test('clocks excuse 20 ms of a shorter window, but never more than 30 %', () => {
  expect([200, 100, 40, 0].map(clockDisagreementRatio)).toEqual([0.1, 0.2, 0.3, 0.3]);
});
