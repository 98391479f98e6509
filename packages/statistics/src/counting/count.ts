// Which measurements count in statistics: of one device in one commune and network, at most one in four hours.

/** The official method's "representative sample"; a setting. */
export const COUNTING_GAP_MS = 4 * 3_600_000;

/** What the rule looks at. */
export interface Countable {
  /** Pseudonym of the install; absent for programs that have none. */
  readonly device?: string | undefined;
  /** Commune code; absent where unknown (all unknown places of a device are one place). */
  readonly area?: string | undefined;
  /** Operator and access kind as one key; absent where unknown. */
  readonly network?: string | undefined;
  /** Trigger: manual, auto or scheduled; carried along, the rule goes across strata. */
  readonly stratum: string;
  /** Milliseconds since 1970 UTC. */
  readonly startedAtMs: number;
  readonly isValid: boolean;
}

/** 'excluded' by validity, 'no-device' where the rule cannot be applied, 'too-soon' after or before a counted one. */
export type Counting = 'counted' | 'too-soon' | 'excluded' | 'no-device';

/**
 * The rule for all measurements at once; a hub decides one by one as they arrive (`mayCount`), and a test holds both equal.
 * Decides each measurement, in the order of the input; the rule itself goes by time, and of equal times by input order. The first valid
 * measurement of a device, area and network counts, and then each that starts at least the gap after the last counted.
 */
export function countMeasurements(measurements: readonly Countable[], gapMs = COUNTING_GAP_MS): Counting[] {
  const decided = new Array<Counting>(measurements.length).fill('excluded');
  const lastCountedMs = new Map<string, number>();
  const byTime = measurements.map((measurement, i) => ({ measurement, i }));
  byTime.sort((a, b) => a.measurement.startedAtMs - b.measurement.startedAtMs || a.i - b.i);
  for (const { measurement, i } of byTime) {
    const { device, area, network, startedAtMs, isValid } = measurement;
    if (!isValid) continue;
    if (device === undefined) {
      decided[i] = 'no-device';
      continue;
    }
    const key = JSON.stringify([device, area ?? null, network ?? null]);
    const lastMs = lastCountedMs.get(key);
    const counts = lastMs === undefined || startedAtMs - lastMs >= gapMs;
    decided[i] = counts ? 'counted' : 'too-soon';
    if (counts) lastCountedMs.set(key, startedAtMs);
  }
  return decided;
}

/**
 * Whether a measurement that arrives now, perhaps late and out of order, may count beside those of its device, area and network that count
 * already: none of them may lie nearer than the gap in either direction. For arrivals in order of time the same as countMeasurements.
 */
export function mayCount(startedAtMs: number, countedStartsMs: Iterable<number>, gapMs = COUNTING_GAP_MS): boolean {
  for (const countedMs of countedStartsMs) if (Math.abs(startedAtMs - countedMs) < gapMs) return false;
  return true;
}
