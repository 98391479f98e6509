// The one registry of published indicators: every number on a page or in a file bears one of these ids and leads to its definition.
import type { Precision } from '../publish/classify.ts';
import type { StatisticId } from '../publish/needed-devices.ts';
import { QUANTITIES, type QuantityId } from './quantities.ts';
import { STATISTICS } from './statistics.ts';

export interface Indicator {
  /** Quantity and statistic joined by a hyphen ('download-mean'), or the name of a count. */
  readonly id: string;
  readonly quantity?: QuantityId;
  readonly statistic?: StatisticId;
  readonly unit: 'Mbit/s' | 'ms' | 'ratio' | '1/min' | 'count';
  /** Absent for counts, of which neither is better. */
  readonly better?: 'higher' | 'lower';
  readonly formula: string;
  /** Path and anchor of the definition in the repository. */
  readonly method: string;
  readonly interval?: string;
  /** Absent for counts, which need none. */
  readonly neededDevices?: number;
  readonly precision?: Precision;
  readonly version: number;
}

const count = (id: string, formula: string): Indicator => ({
  id,
  unit: 'count',
  formula,
  method: `docs/method/indicators.md#${id}`,
  version: 1,
});

const COUNTS: readonly Indicator[] = [
  count('measurements', 'all measurements received, valid or not'),
  count('counted', 'valid measurements that count: one in 4 h a device, commune and network'),
  count('excluded', 'measurements with at least one reason of validity, also by reason'),
  count('devices', 'distinct installs with a collapsed value'),
  count('effective-n', 'variance of single collapsed values / variance of their mean'),
];

/** All published indicators; ids are unique and never given to another definition. */
export const indicators: readonly Indicator[] = [
  ...COUNTS,
  ...QUANTITIES.flatMap((quantity) =>
    STATISTICS.filter((statistic) => statistic.appliesTo(quantity)).map(
      ({ id, formula, method, interval, neededDevices, precision, unit, version }): Indicator => ({
        id: `${quantity.id}-${id}`,
        quantity: quantity.id,
        statistic: id,
        unit: unit ?? quantity.unit,
        better: quantity.better,
        formula,
        method,
        ...(interval !== undefined && { interval }),
        neededDevices,
        precision,
        version,
      }),
    ),
  ),
];

const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));

/** The definition of an id; absent for an id that no indicator has. */
export function indicatorOf(id: string): Indicator | undefined {
  return byId.get(id);
}
