// Which measurements count as taking part: all of them, but those that a rule against abuse has caught at most once per rule.
import type { ValidityReason } from '@i-speed/spec';
import { isAbuse } from '../validity/reasons.ts';

/** A measurement of one participating unit in one period. */
export interface Participant {
  /** Pseudonym of the install; absent ones are all one device. */
  readonly device?: string | undefined;
  readonly reasons: readonly ValidityReason[];
}

/**
 * True for each measurement (in the order of the input) that counts in a unit's participation in one period. Honest faults (no receipt,
 * aborted, abroad) take part like all others; of a device's measurements that a rule against abuse excluded, one counts for each rule. One
 * with two such reasons stands under the first. Said again as SQL by the warehouse's `unitQuery`; a test holds both equal.
 */
export function participates(measurements: readonly Participant[]): boolean[] {
  const used = new Set<string>();
  return measurements.map(({ device, reasons }) => {
    const rule = reasons.find(isAbuse);
    if (rule === undefined) return true;
    const key = JSON.stringify([device ?? null, rule]);
    const isFirst = !used.has(key);
    used.add(key);
    return isFirst;
  });
}
