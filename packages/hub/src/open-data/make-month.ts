// From a month's measurements to the rows that may be published: pseudonyms drawn anew, and nothing that few devices stand behind.
import { createHmac } from 'node:crypto';
import type { ExportRow, TableRow } from '@i-speed/warehouse';
import { communeRows } from './commune-rows.ts';

export interface MonthRows {
  readonly measurements: readonly TableRow[];
  readonly communes: readonly TableRow[];
}

/** The rows of both files. `salt` is drawn for this file alone and kept nowhere, so that no pseudonym leads from one file to another. */
export function makeMonth(rows: readonly ExportRow[], salt: Uint8Array, leastDevices: number): MonthRows {
  const pseudonyms = new Map<string, string>();
  const places = new Map<string, Map<string, number>>();
  const pseudonymOf = (device: string): string => {
    const known = pseudonyms.get(device);
    if (known !== undefined) return known;
    const made = createHmac('sha256', salt).update(device).digest('hex').slice(0, 16);
    pseudonyms.set(device, made);
    return made;
  };
  const placeOf = ({ device, place }: ExportRow): number => {
    const own = places.get(device ?? '') ?? new Map<string, number>();
    places.set(device ?? '', own);
    const known = own.get(place) ?? own.size + 1;
    own.set(place, known);
    return device === null ? 1 : known;
  };
  const withheld = withheldOf(rows, leastDevices);
  const measurements = rows.map((row): TableRow => {
    const { device, place: _, commune: __, province, operator, reasons, ...plain } = row;
    const hidden = withheld(row);
    return {
      ...withoutNull(plain),
      device: device === null ? undefined : pseudonymOf(device),
      place: placeOf(row),
      province: hidden === 'operator+province' || province === '' ? undefined : province,
      operator: hidden === undefined ? (operator ?? undefined) : undefined,
      withheld: hidden,
      reasons: reasons.length === 0 ? undefined : reasons.join(';'),
    };
  });
  return { measurements, communes: communeRows(rows, leastDevices) };
}

type Withheld = 'operator' | 'operator+province' | undefined;

/** Operator where fewer devices than allowed share province, operator and access; the province too where these together are too few. */
function withheldOf(rows: readonly ExportRow[], leastDevices: number): (row: ExportRow) => Withheld {
  const keyOf = ({ province, operator, access }: ExportRow) => JSON.stringify([province, operator, access]);
  const byNetwork = devicesBy(rows, keyOf);
  const isSmall = (row: ExportRow) => (byNetwork.get(keyOf(row))?.size ?? 0) < leastDevices;
  const restOf = ({ province, access }: ExportRow) => JSON.stringify([province, access]);
  const rest = devicesBy(rows.filter(isSmall), restOf);
  return (row) => {
    if (!isSmall(row)) return undefined;
    return (rest.get(restOf(row))?.size ?? 0) < leastDevices ? 'operator+province' : 'operator';
  };
}

/** Distinct devices by group; programs without a pseudonym are one device together. */
function devicesBy(rows: readonly ExportRow[], keyOf: (row: ExportRow) => string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = keyOf(row);
    const devices = groups.get(key) ?? new Set();
    groups.set(key, devices.add(row.device ?? ''));
  }
  return groups;
}

function withoutNull(fields: Readonly<Record<string, string | number | boolean | null>>): TableRow {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? undefined]));
}
