import { expect, it } from 'vitest';
import { twinOf } from './twin.ts';

const cell = (key: string, value: number) => ({
  key,
  n: 100,
  devices: 90,
  geometricMean: { value, interval: { low: value * 0.95, high: value * 1.05 }, precision: 'A' as const },
});
const change = (ratio: number) => ({
  mixAdjusted: {
    ratio,
    interval: { low: ratio * 0.9, high: ratio * 1.1 },
    isShown: true,
    devicesBefore: 90,
    devicesAfter: 90,
    cells: 3,
    matchedShare: 0.8,
  },
});

it('a month is shown at the mix of the last one: the last level divided by what changed with the mix held fixed', () => {
  const [first, last] = twinOf(
    [cell('2026-09', 40), cell('2026-10', 60)],
    [
      { month: '2026-09', untilLast: change(1.2) },
      { month: '2026-10', sinceBefore: change(1.2) },
    ],
  );
  expect(first?.measured?.value).toBe(40);
  expect(first?.fixedMix?.value).toBeCloseTo(50, 9);
  expect(first?.fixedMix?.interval?.low).toBeCloseTo(60 / (1.2 * 1.1), 9);
  expect(first?.fixedMix?.interval?.high).toBeCloseTo(60 / (1.2 * 0.9), 9);
  expect(first?.fixedMix?.precision).toBe('A');
  expect(last?.fixedMix).toEqual(cell('2026-10', 60).geometricMean);
  expect(last?.since).toEqual(change(1.2));
});

it('what cannot be told stays absent', () => {
  const [first] = twinOf([cell('2026-10', 60)], [{ month: '2026-09', untilLast: {} }, { month: '2026-10' }]);
  expect(first).toEqual({ month: '2026-09', measured: undefined, fixedMix: undefined, since: undefined });
});
