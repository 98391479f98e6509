import { expect, it } from 'vitest';
import { namedSteps, runsOf } from './time-scale.ts';

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
