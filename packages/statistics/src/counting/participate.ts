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
 * aborted, abroad) take part like all others; of a device's measurements that a rule against abuse excluded, one counts for each rule.
 */
export function participates(measurements: readonly Participant[]): boolean[] {
  const used = new Set<string>();
  return measurements.map(({ device, reasons }) => {
    const keys = reasons.filter(isAbuse).map((reason) => JSON.stringify([device ?? null, reason]));
    if (keys.some((key) => used.has(key))) return false;
    for (const key of keys) used.add(key);
    return true;
  });
}
