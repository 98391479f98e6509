// What is kept under given ids: the verdict that was acknowledged, and the whole record.
import type { Measurement, ValidityReason } from '@i-speed/spec';
import { clickhouseTime, idTimeMs } from '../append/row.ts';
import type { Connections } from '../open/connect.ts';
import { select } from './select.ts';

/** The verdict of a kept measurement, as it was when first acknowledged. */
export interface Kept {
  readonly id: string;
  readonly validity: Measurement['validity'];
  readonly reasons: ValidityReason[];
  readonly countsInStatistics: boolean;
}

/** Verdicts of those of the ids that are kept, by id in lower case; an id that is not kept has no entry. */
export async function existing(connections: Connections, ids: readonly string[]): Promise<Map<string, Kept>> {
  if (ids.length === 0) return new Map();
  const times = [...new Set(ids.map(idTimeMs))].map(clickhouseTime);
  const rows = await select<Kept>(connections, {
    sql: `SELECT id, validity, reasons, counts_in_statistics AS countsInStatistics FROM measurements
      WHERE id_at IN {times:Array(DateTime64(3, 'UTC'))} AND id IN {ids:Array(UUID)}
      ORDER BY seniority DESC LIMIT 1 BY id`,
    params: { times, ids },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The record kept under an id; absent when none is. */
export async function byId(connections: Connections, id: string): Promise<Measurement | undefined> {
  const [row] = await select<{ record: string }>(connections, {
    sql: `SELECT record FROM measurement_details WHERE id_at = {at:DateTime64(3, 'UTC')} AND id = {id:UUID} AND seniority =
      (SELECT max(seniority) FROM measurements WHERE id_at = {at:DateTime64(3, 'UTC')} AND id = {id:UUID}) LIMIT 1`,
    params: { at: clickhouseTime(idTimeMs(id)), id },
  });
  return row === undefined ? undefined : asMeasurement(row.record);
}

/** Guarantee: the text was written by `toDetails` from a parsed Measurement, and nothing else writes the column. */
export function asMeasurement(record: string): Measurement {
  return JSON.parse(record) as Measurement;
}
