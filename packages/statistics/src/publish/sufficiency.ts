// Is the sample of a month enough by the official rule? Fixed and mobile are asked apart.

/** Counted measurements a month that make a sample sufficient; settings, these are the official letters' numbers. */
export interface SufficiencySettings {
  readonly commune: number;
  readonly unit: number;
  readonly province: number;
}

export const OFFICIAL_SUFFICIENCY: SufficiencySettings = { commune: 300, unit: 300, province: 100 };

export interface Sufficiency {
  readonly countedMeasurements: number;
  readonly neededMeasurements: number;
  readonly isSufficient: boolean;
  /** How many are still lacking; 0 when sufficient. */
  readonly missingMeasurements: number;
}

/** Judges the counted measurements (>= 0) of one access kind in one month against the number needed. */
export function sufficiency(countedMeasurements: number, neededMeasurements: number): Sufficiency {
  const missingMeasurements = Math.max(0, neededMeasurements - countedMeasurements);
  return { countedMeasurements, neededMeasurements, isSufficient: missingMeasurements === 0, missingMeasurements };
}
