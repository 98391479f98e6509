// Copies all measurements from one place to another, day by day; repeated as often as one likes, nothing is doubled.
import { migrate } from '../migrate/migrate.ts';
import { type Connections, connect, type Place } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';

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
  const source = await connect(from);
  try {
    const target = await connect(to);
    try {
      await migrate(source);
      await migrate(target);
      for (const day of await daysOf(source)) {
        for (const table of TABLES) await copyDay(source, target, table, day);
        onDay({ day, there: await idsOf(source, day), here: await idsOf(target, day) });
      }
    } finally {
      await target.close();
    }
  } catch (cause) {
    if (cause instanceof WarehouseError) throw cause;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new WarehouseError('unavailable', `the copy broke off: ${why}; what is copied stays, say it again`, cause);
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

async function copyDay(source: Connections, target: Connections, table: string, day: string): Promise<void> {
  // The time a row was kept at is the target's own.
  const columns = table === 'measurements' ? '* EXCEPT kept_at' : '*';
  for (let at = 0; ; at += PIECE) {
    const rows = await ask<Record<string, unknown>>(
      source,
      `SELECT ${columns} FROM ${table} WHERE toDate(id_at) = '${day}' ORDER BY id_at, id, seniority LIMIT ${PIECE} OFFSET ${at}`,
    );
    if (rows.length > 0) await target.writer.insert({ table, values: rows, format: 'JSONEachRow' });
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
