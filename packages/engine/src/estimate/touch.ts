// Finds where arrivals touch the line of the link's rate from above: the instants at which TCP held nothing back.
import { type Series, valueAt } from '../sample/series.ts';

/** So much more than the rate brings in so short a time was not carried then but handed over: it had been held back. */
export const JUMP_FACTOR = 3;
export const JUMP_MS = 10;

/**
 * Height of an entry above a line through the origin with this slope (bytes per ms). A lost packet makes TCP hold back what came
 * after it and hand it over in one go when the packet has been sent again, so arrivals stand still and then jump though the link
 * never paused. Bytes can be held back but never come early: on a link of steady rate the highest entries are the truth.
 */
export function heightAt(series: Series, index: number, slope: number): number {
  return valueAt(series.bytes, index) - slope * valueAt(series.tMs, index);
}

/** The outermost entry in [from, to] that stands as high as the highest one there, to within `alikeBytes`. */
export function highestEntry(
  series: Series,
  from: number,
  to: number,
  slope: number,
  alikeBytes: number,
  choice: 'earliest' | 'latest',
): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let index = from; index <= to; index += 1) top = Math.max(top, heightAt(series, index, slope));
  const step = choice === 'earliest' ? 1 : -1;
  let index = choice === 'earliest' ? from : to;
  while (heightAt(series, index, slope) < top - alikeBytes) index += step;
  return index;
}
