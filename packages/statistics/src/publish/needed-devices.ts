// From how many devices on an estimate is told: of fewer, what is shown holds the truth too seldom (docs/method/intervals.md).

/** By statistic; percentiles have no interval and so need what makes them as sure as the median of its number. */
export const NEEDED_DEVICES = {
  mean: 50,
  'geometric-mean': 20,
  median: 30,
  p10: 50,
  p20: 50,
  p80: 50,
  p90: 50,
  'share-at-target': 20,
  share: 20,
  /** It draws on other communes' devices. */
  modelled: 6,
  /** Of geometric means, in each of both periods. */
  change: 20,
  'change-mix-adjusted': 20,
} as const;

/** A statistic that is published of a quantity. */
export type StatisticId = keyof typeof NEEDED_DEVICES;

/** How many devices more are needed before the estimate is told; 0 where there are enough. */
export function missingDevices(statistic: StatisticId, devices: number): number {
  return Math.max(0, NEEDED_DEVICES[statistic] - devices);
}
