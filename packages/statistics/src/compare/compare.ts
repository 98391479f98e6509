// Is one area or operator faster than another? Only differences that their intervals bear out are shown.
import type { Interval } from '../interval/interval.ts';

/** 'no-difference-shown' is not "equal": the sample does not tell. */
export type Verdict = 'higher' | 'lower' | 'no-difference-shown';

/** What is compared of an estimate: its interval alone, which stands also where no figure is told. */
interface Ranged {
  readonly value?: number | undefined;
  readonly interval?: Interval | undefined;
}

/** How the first estimate stands to the second: a difference only where both have intervals and these do not overlap. */
export function compareEstimates(first: Ranged, second: Ranged): Verdict {
  if (first.interval === undefined || second.interval === undefined) return 'no-difference-shown';
  if (first.interval.low > second.interval.high) return 'higher';
  if (first.interval.high < second.interval.low) return 'lower';
  return 'no-difference-shown';
}
