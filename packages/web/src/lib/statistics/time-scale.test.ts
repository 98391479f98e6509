import { expect, it } from 'vitest';
import { namedSteps, runsOf, stepsBetween } from './time-scale.ts';

it('days without a figure keep their place on the line', () => {
  expect(stepsBetween(['2026-03-01', '2026-02-27'])).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

it('months follow each other across the year', () => {
  expect(stepsBetween(['2025-11', '2026-01'])).toEqual(['2025-11', '2025-12', '2026-01']);
  expect(stepsBetween([])).toEqual([]);
});

it('the line breaks where a figure is lacking', () => {
  const has = [true, true, false, true, false, true, true];
  expect(runsOf(has.length, (index) => has[index] === true)).toEqual([[0, 1], [3], [5, 6]]);
});

it('names under the line spread from the first to the last', () => {
  expect(namedSteps(30, 4)).toEqual([0, 10, 19, 29]);
  expect(namedSteps(2, 4)).toEqual([0, 1]);
  expect(namedSteps(1, 4)).toEqual([0]);
  expect(namedSteps(0, 4)).toEqual([]);
});
