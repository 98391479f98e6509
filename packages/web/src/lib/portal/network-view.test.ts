import { expect, test } from 'vitest';
import type { Cell } from '#lib/statistics/answer.ts';
import { mainKind, weakest } from './network-view.ts';

const cell = (key: string, value: number, low: number, high: number): Cell => ({
  key,
  n: 50,
  devices: 20,
  median: { value, interval: { low, high }, precision: 'B' },
});

test('a commune is weak by the better end of its interval, not by a low figure of few measurements', () => {
  const cells = [cell('a', 10, 2, 60), cell('b', 20, 18, 22), cell('c', 40, 38, 42)];
  expect(weakest(cells, 'higher').cells.map(({ key }) => key)).toEqual(['b', 'c', 'a']);
});

test('of delays the largest low end is the weakest, and what has no figure is counted, not ranked', () => {
  const hidden: Cell = { key: 'd', n: 3, devices: 2, hidden: 'few-devices' };
  const { cells, untold } = weakest([cell('a', 30, 25, 35), cell('b', 50, 45, 60), hidden], 'lower');
  expect([cells.map(({ key }) => key), untold]).toEqual([['b', 'a'], 1]);
});

test('the kind of point with most measurements is shown', () => {
  const totals = [
    { n: 5, devices: 5, networkKind: 'on-net' as const },
    { n: 9, devices: 9, networkKind: 'exchange' as const },
  ];
  expect(mainKind({ totals })).toBe('exchange');
});
