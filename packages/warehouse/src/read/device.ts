// Everything of one install: read for the person it belongs to, and erased when that person says so.
import type { Measurement } from '@i-speed/spec';
import { deviceKey } from '../append/row.ts';
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { asMeasurement } from './kept.ts';
import { select } from './select.ts';

/** Ids in one statement: a longer one would pass the engine's limit on a query's text. */
const IDS_AT_ONCE = 1_000;

/** Records of the install, newest first, at most `limit`. */
export async function recordsOf(connections: Connections, installId: string, limit: number): Promise<Measurement[]> {
  const ids = (await idsOf(connections, installId)).slice(0, limit);
  const records: Measurement[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const part = ids.slice(from, from + IDS_AT_ONCE);
    const rows = await select<{ record: string }>(connections, {
      sql: `SELECT record FROM measurement_details WHERE id_at BETWEEN {first:DateTime64(3, 'UTC')} AND {last:DateTime64(3, 'UTC')}
        AND id IN {ids:Array(UUID)} ORDER BY seniority DESC LIMIT 1 BY id`,
      params: { ids: part.map(({ id }) => id), first: part.at(-1)?.at, last: part[0]?.at },
    });
    records.push(...rows.map(({ record }) => asMeasurement(record)));
  }
  return records.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/**
 * Erases all rows of the install, also the values made of them; gives how many measurements there were. Nothing reads them once it returns
 * (`apply_mutations_on_fly`); the engine then writes the parts of the disk that held them anew, also after a stop. Its measurements go last,
 * so that a call that broke off can be made again. Rejects with WarehouseError `unavailable`.
 */
export async function eraseDevice(connections: Connections, installId: string): Promise<number> {
  const key = deviceKey(installId);
  const ids = await idsOf(connections, installId);
  const erase = (table: string, where: string) =>
    connections.define(`ALTER TABLE ${table} DELETE WHERE ${where} SETTINGS mutations_sync = 0`);
  try {
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
      const part = ids.slice(from, from + IDS_AT_ONCE).map(({ id }) => `'${id}'`);
      await erase('measurement_details', `id IN (${part.join(', ')})`);
    }
    if (ids.length > 0) {
      await erase('device_weeks', `device_key = bitAnd(toUInt64(${key}), ${2 ** 48 - 1})`);
      await erase('kept_answers', await answersWith(connections, key));
      await erase('measurements', `device_key = ${key}`);
    }
  } catch (cause) {
    throw new WarehouseError('unavailable', 'not everything could be erased; try again later', cause);
  }
  return ids.length;
}

/** Kept answers of the periods that the install measured in. */
async function answersWith(connections: Connections, key: bigint): Promise<string> {
  const [span] = await select<{ first: string; last: string }>(connections, {
    sql: `SELECT toString(toUnixTimestamp64Milli(min(started_at))) AS first, toString(toUnixTimestamp64Milli(max(started_at))) AS last
      FROM measurements WHERE device_key = {key:UInt64}`,
    params: { key: key.toString() },
  });
  return `from_ms <= ${span?.last ?? 0} AND until_ms > ${span?.first ?? 0}`;
}

/** Ids of the install with their times, newest first; both as the engine writes them. */
async function idsOf(connections: Connections, installId: string): Promise<{ id: string; at: string }[]> {
  return select(connections, {
    sql: `SELECT toString(id) AS id, toString(max(id_at)) AS at FROM measurements
      WHERE device_key = {key:UInt64} GROUP BY id ORDER BY max(id_at) DESC, id DESC`,
    params: { key: deviceKey(installId).toString() },
  });
}
