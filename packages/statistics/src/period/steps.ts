// Days and months on a line: equal spans for equal times.
import { addDays, addMonths } from './calendar.ts';

/** Every day ('2026-11-03') or month ('2026-11') from the first to the last of the given ones, both included. */
export function stepsBetween(keys: readonly string[]): string[] {
  const ordered = [...keys].sort();
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) return [];
  const steps = [first];
  const next = first.length === 7 ? addMonths : addDays;
  for (let step = next(first, 1); step <= last; step = next(step, 1)) steps.push(step);
  return steps;
}
