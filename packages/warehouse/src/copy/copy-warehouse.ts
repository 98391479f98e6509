// Copies all measurements from one place to another, day by day; repeated as often as one likes, nothing is doubled.
import { migrate } from '../migrate/migrate.ts';
import { type Connections, connect, type Place } from '../open/connect.ts';
import { at, checkServers } from './sides.ts';

/** What was found of one day (UTC, by the ids' own time) after its rows were copied. */
export interface CopiedDay {
  readonly day: string;
  /** Distinct ids. */
  readonly there: number;
  readonly here: number;
}

/** Rows of one insert. */
const PIECE = 5_000;

/** Details first, as append does: a copy that is broken off leaves none that lacks its details. */
const TABLES = ['measurement_details', 'measurements'] as const;

/**
 * Copies every row as it is: same id, same seniority, so that a row copied twice collapses to one and rows that the target already took
 * itself stay. Tells each day once it is copied; collapsed values are built anew by the target. Throws WarehouseError.
 */
export async function copyWarehouse(from: Place, to: Place, onDay: (day: CopiedDay) => void): Promise<void> {
  await checkServers(from);
  await checkServers(to);
  const source = await connect(from);
  try {
    const target = await connect(to);
    try {
      await at(from, migrate(source));
      await at(to, migrate(target));
      for (const day of await at(from, daysOf(source))) {
        for (const table of TABLES) await copyDay({ from, source }, { to, target }, table, day);
        onDay({ day, there: await at(from, idsOf(source, day)), here: await at(to, idsOf(target, day)) });
      }
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function daysOf(source: Connections): Promise<string[]> {
  const rows = await ask<{ day: string }>(
    source,
    'SELECT DISTINCT toString(toDate(id_at)) AS day FROM measurements ORDER BY day',
  );
  return rows.map(({ day }) => day);
}

async function copyDay(
  { from, source }: { readonly from: Place; readonly source: Connections },
  { to, target }: { readonly to: Place; readonly target: Connections },
  table: string,
  day: string,
): Promise<void> {
  // The time a row was kept at is the target's own.
  const columns = table === 'measurements' ? '* EXCEPT kept_at' : '*';
  for (let offset = 0; ; offset += PIECE) {
    const asked = ask<Record<string, unknown>>(
      source,
      `SELECT ${columns} FROM ${table} WHERE toDate(id_at) = '${day}' ORDER BY id_at, id, seniority LIMIT ${PIECE} OFFSET ${offset}`,
    );
    const rows = await at(from, asked);
    if (rows.length > 0) await at(to, target.writer.insert({ table, values: rows, format: 'JSONEachRow' }));
    if (rows.length < PIECE) return;
  }
}

async function idsOf(connections: Connections, day: string): Promise<number> {
  const [row] = await ask<{ ids: string }>(
    connections,
    `SELECT toString(uniqExact(id)) AS ids FROM measurements WHERE toDate(id_at) = '${day}'`,
  );
  return Number(row?.ids ?? 0);
}

/** 64-bit numbers come as text, which a JSON number would cut. */
function ask<T>({ read }: Connections, query: string): Promise<T[]> {
  return read(async (client) => {
    const answer = await client.query({
      query,
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    return answer.json<T>();
  });
}
