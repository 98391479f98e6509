import { expect, test } from 'vitest';
import { orderByNearness } from './point.ts';

const order = (...minRttMs: number[]) =>
  orderByNearness(minRttMs.map((rtt, rank) => ({ rank, minRttMs: rtt }))).map((one) => one.rank);

test('the nearest point comes first', () => {
  expect(order(30, 5, 12)).toEqual([1, 2, 0]);
});

test('points within 1 ms and 5 % of the nearest keep the order of the hub, which spreads load', () => {
  expect(order(10.9, 10, 11.4)).toEqual([0, 1, 2]);
  expect(order(104, 100, 200)).toEqual([0, 1, 2]);
  expect(order(11.6, 10)).toEqual([1, 0]);
});
