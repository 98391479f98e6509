import { expect, test } from 'vitest';
import { signsOf } from './watch.ts';

const fair = { unitCode: 'a', measurements: 100, counted: 80, flagged: 5, devices: 40, busiest: 10 };

test('a unit whose many devices measure evenly is not suspected', () => {
  expect(signsOf(fair)).toEqual([]);
});

test('each sign stands at its limit and not below', () => {
  expect(signsOf({ ...fair, flagged: 20 })).toEqual(['abuse']);
  expect(signsOf({ ...fair, flagged: 19 })).toEqual([]);
  expect(signsOf({ ...fair, busiest: 50 })).toEqual(['one-device']);
  expect(signsOf({ ...fair, counted: 25 })).toEqual(['empty']);
  expect(signsOf({ ...fair, flagged: 20, busiest: 50, counted: 25 })).toEqual(['abuse', 'one-device', 'empty']);
});
