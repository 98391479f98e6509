import { expect, test } from 'vitest';
import { isRecent, partOf, spreadOf } from './standing.ts';

const spread = { p10: 10, p20: 20, median: { value: 50, low: 45, high: 56 }, p80: 80, p90: 90, devices: 60 };

test.each([
  [9.9, 'lowest-tenth'],
  [10, 'lowest-fifth'],
  [20, 'below-middle'],
  [44.9, 'below-middle'],
  [45, 'middle'],
  [56, 'middle'],
  [56.1, 'above-middle'],
  [80, 'highest-fifth'],
  [90, 'highest-tenth'],
] as const)('%f Mbit/s stands in the %s', (rateMbps, part) => {
  expect(partOf(rateMbps, spread)).toBe(part);
});

test('a cell that withholds its percentiles or its median has no spread', () => {
  const median = { value: 50, interval: { low: 45, high: 56 } };
  const cell = { n: 70, devices: 60, p10: 10, p20: 20, median, p80: 80, p90: 90 };
  expect(spreadOf(cell)).toEqual(spread);
  expect(spreadOf({ ...cell, p10: undefined })).toBeUndefined();
  expect(spreadOf({ ...cell, median: { missingDevices: 3, withheld: 'few-devices' } })).toBeUndefined();
  expect(spreadOf({ n: 3, devices: 3, hidden: 'few-devices' })).toBeUndefined();
});

test('30 days are recent, a moment more is not', () => {
  const nowMs = Date.parse('2026-11-22T12:00:00Z');
  expect(isRecent('2026-10-23T12:00:01Z', nowMs)).toBe(true);
  expect(isRecent('2026-10-23T12:00:00Z', nowMs)).toBe(false);
});
