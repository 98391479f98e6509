import { expect, it } from 'vitest';
import { stepsBetween } from './steps.ts';

it('days without a figure keep their place on the line', () => {
  expect(stepsBetween(['2026-03-01', '2026-02-27'])).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

it('months follow each other across the year', () => {
  expect(stepsBetween(['2025-11', '2026-01'])).toEqual(['2025-11', '2025-12', '2026-01']);
  expect(stepsBetween([])).toEqual([]);
});
