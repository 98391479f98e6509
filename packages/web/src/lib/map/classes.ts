// The classes of the map: round limits, one ramp from worse to better that differs in lightness alone already.
import type { Measure } from './view.ts';

/** Inner limits, rising, in Mbps for rates and ms for latency; a value at a limit belongs to the class above it. */
const LIMITS: Readonly<Record<Measure, readonly number[]>> = {
  download: [10, 20, 40, 80, 160, 320],
  upload: [5, 10, 20, 40, 80, 160],
  latency: [10, 20, 40, 80, 160, 320],
};

/** One class of the legend: from `low` (included) up to `high`; open where absent. */
export type MapClass = { index: number; low: number | undefined; high: number | undefined };

export const classCount = 7;

/** Class of a value, 0 the worst to 6 the best, in the unit of the measure (Mbps or ms). */
export function classOf(value: number, measure: Measure): number {
  const place = LIMITS[measure].filter((limit) => limit <= value).length;
  return measure === 'latency' ? classCount - 1 - place : place;
}

/** The classes from the worst to the best. */
export function classesOf(measure: Measure): MapClass[] {
  const limits = LIMITS[measure];
  return Array.from({ length: classCount }, (_, index) => {
    const place = measure === 'latency' ? classCount - 1 - index : index;
    return { index, low: limits[place - 1], high: limits[place] };
  });
}

/** Name of the custom property that holds the colour of a class. */
export function colourOf(index: number): string {
  return `--map-${index + 1}`;
}
