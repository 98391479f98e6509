import { expect, it } from 'vitest';
import { missingDevices, NEEDED_DEVICES } from './needed-devices.ts';
import { tellingOf } from './telling.ts';

const narrow = { value: 40, interval: { low: 38, high: 42 } };
const wide = { value: 40, interval: { low: 10, high: 70 } };

it('an estimate is told from its needed number of devices on, however narrow its interval', () => {
  expect(NEEDED_DEVICES).toMatchObject({ 'geometric-mean': 20, median: 30, mean: 50, share: 20, p90: 50 });
  for (const statistic of ['geometric-mean', 'median', 'mean'] as const) {
    const needed = NEEDED_DEVICES[statistic];
    expect(tellingOf(narrow, statistic, needed)).toEqual({ precision: 'A' });
    expect(tellingOf(narrow, statistic, needed - 1)).toEqual({ withheld: 'few-devices', missingDevices: 1 });
    expect(tellingOf(narrow, statistic, 6)).toEqual({ withheld: 'few-devices', missingDevices: needed - 6 });
  }
  expect(missingDevices('median', 31)).toBe(0);
});

it('of enough devices one without an interval or with too wide a one says which', () => {
  expect(tellingOf({ value: 40 }, 'median', 30)).toEqual({ withheld: 'no-interval' });
  expect(tellingOf(wide, 'median', 30)).toEqual({ withheld: 'interval-too-wide' });
  expect(tellingOf(wide, 'median', 29)).toEqual({ withheld: 'few-devices', missingDevices: 1 });
});

it('shares are classed in points', () => {
  const half = { value: 0.1, interval: { low: 0.02, high: 0.28 } };
  expect(tellingOf(half, 'share', 20)).toEqual({ precision: 'B' });
  expect(tellingOf(half, 'share-at-target', 20)).toEqual({ precision: 'B' });
  expect(tellingOf(half, 'median', 30)).toEqual({ withheld: 'interval-too-wide' });
});
