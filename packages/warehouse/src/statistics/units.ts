// What came through the links of units: every measurement, those that count by access, and devices.
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { unitQuery } from './build-query.ts';
import type { Selection } from './question.ts';

/** One unit; a unit without a measurement in the selection has no entry. */
export interface UnitCount {
  readonly unitCode: string;
  /** Day in the question's time zone, `YYYY-MM-DD`; only where asked by day. */
  readonly day?: string;
  /** All that take part: received, whatever their verdict, but of what a rule against abuse excluded one a rule and device. */
  readonly measurements: number;
  readonly countedFixed: number;
  readonly countedMobile: number;
  readonly devices: number;
}

export interface UnitAsking {
  /** Only what bears one of these codes; absent: all. */
  readonly units?: readonly string[];
  readonly isDaily?: boolean;
  /** Who stands for a merged unit: what bears its code counts as the other's, each device once. */
  readonly heirs?: ReadonlyMap<string, string>;
}

/** Counts in the order of unit and day. Rejects with WarehouseError `unavailable`. */
export async function unitCounts(
  connections: Connections,
  selection: Selection,
  { units, isDaily = false, heirs = new Map() }: UnitAsking = {},
): Promise<UnitCount[]> {
  const rows = await select<CountRow>(connections, unitQuery(selection, units, isDaily, heirs));
  return rows.map(({ unit, day, measurements, fixed, mobile, devices }) => ({
    unitCode: unit,
    ...(isDaily && { day }),
    measurements: Number(measurements),
    countedFixed: Number(fixed),
    countedMobile: Number(mobile),
    devices: Number(devices),
  }));
}

interface CountRow {
  readonly unit: string;
  readonly day: string;
  readonly measurements: number | string;
  readonly fixed: number | string;
  readonly mobile: number | string;
  readonly devices: number | string;
}
