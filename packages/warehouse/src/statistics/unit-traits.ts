// How the measurements of each unit came about: by how many devices, how evenly, how many count, how many pretend. And how lately any came.
import type { ValidityReason } from '@i-speed/spec';
import type { Connections } from '../open/connect.ts';
import { type Query, select } from '../read/select.ts';
import { conditions, paramsOf } from './columns.ts';
import type { Selection } from './question.ts';

export interface UnitTraits {
  readonly unitCode: string;
  /** All that were received, whatever their verdict. */
  readonly measurements: number;
  readonly counted: number;
  /** Measurements with one of the reasons asked for. */
  readonly flagged: number;
  readonly devices: number;
  /** Measurements of the device that made most. */
  readonly busiest: number;
}

export interface Intake {
  readonly lastHour: number;
  readonly lastDay: number;
  /** Absent where nothing came in the selection. */
  readonly lastAtMs?: number;
}

/** Units with at least `least` measurements, in the order of codes. Rejects with WarehouseError `unavailable`. */
export async function unitTraits(
  connections: Connections,
  selection: Selection,
  { reasons, least }: { readonly reasons: readonly ValidityReason[]; readonly least: number },
): Promise<UnitTraits[]> {
  const query: Query = {
    sql: `SELECT unit, sum(n) AS measurements, sum(c) AS counted, sum(f) AS flagged, count() AS devices, max(n) AS busiest
FROM (
  SELECT toString(unit_code) AS unit, device_key, count() AS n, countIf(counts_in_statistics) AS c,
    countIf(hasAny(arrayMap(reason -> toString(reason), reasons), {reasons:Array(String)})) AS f
  FROM measurements FINAL WHERE ${conditions(selection)} AND isNotNull(unit_code)
  GROUP BY unit, device_key
)
GROUP BY unit HAVING measurements >= {least:UInt64} ORDER BY unit`,
    params: { ...paramsOf(selection), reasons: [...reasons], least },
  };
  const rows = await select<Record<'unit' | 'measurements' | 'counted' | 'flagged' | 'devices' | 'busiest', string>>(
    connections,
    query,
  );
  return rows.map(({ unit, measurements, counted, flagged, devices, busiest }) => ({
    unitCode: unit,
    measurements: Number(measurements),
    counted: Number(counted),
    flagged: Number(flagged),
    devices: Number(devices),
    busiest: Number(busiest),
  }));
}

/** What was received lately of measurements that began in the selection. Rejects with WarehouseError `unavailable`. */
export async function intakeOf(connections: Connections, selection: Selection, nowMs: number): Promise<Intake> {
  const since = (spanMs: number) => `received_at > fromUnixTimestamp64Milli(toInt64({now:Float64}) - ${spanMs})`;
  const query: Query = {
    sql: `SELECT countIf(${since(3_600_000)}) AS hour, countIf(${since(86_400_000)}) AS day, count() AS n,
  toUnixTimestamp64Milli(max(received_at)) AS last FROM measurements FINAL WHERE ${conditions(selection)}`,
    params: { ...paramsOf(selection), now: nowMs },
  };
  const [row] = await select<Record<'hour' | 'day' | 'n' | 'last', string>>(connections, query);
  return {
    lastHour: Number(row?.hour ?? 0),
    lastDay: Number(row?.day ?? 0),
    ...(row !== undefined && Number(row.n) > 0 && { lastAtMs: Number(row.last) }),
  };
}
