// What a window's counts come to if it goes on as it began.
import type { UnitFigures } from '@i-speed/spec';

/** Less of a window than this tells nothing of its end: a day of a month. */
const LEAST_ELAPSED = 1 / 31;

/** Counts at the window's end, from those so far and the share of it that is over; nothing while that share is too small. */
export function forecastOf(
  { countedFixed, countedMobile }: Pick<UnitFigures, 'countedFixed' | 'countedMobile'>,
  elapsed: number,
): { forecastFixed?: number; forecastMobile?: number } {
  if (elapsed < LEAST_ELAPSED) return {};
  return { forecastFixed: Math.round(countedFixed / elapsed), forecastMobile: Math.round(countedMobile / elapsed) };
}
