// What each column of a measurement takes on disk: the last lines of the bench's report.
import type { Engine } from './engine.ts';

interface ColumnSize {
  readonly table: string;
  readonly name: string;
  readonly size: string;
}

/** A sentence a table with the bytes of its columns, compressed, for each of its own rows; the largest first. */
export async function tellColumns(engine: Engine, tables: readonly string[]): Promise<string[]> {
  const sizes = await engine.rows<ColumnSize>(
    `SELECT table, column AS name, toString(round(sum(column_data_compressed_bytes) / sum(rows), 2)) AS size FROM system.parts_columns
    WHERE active AND database = currentDatabase() AND table IN (${tables.map((table) => `'${table}'`).join(', ')})
    GROUP BY table, column ORDER BY sum(column_data_compressed_bytes) DESC`,
  );
  return tables.map((table) => {
    const own = sizes.filter((one) => one.table === table && Number(one.size) >= LEAST_BYTES);
    return `Bytes a row of ${table}: ${own.map(({ name, size }) => `${name} ${size}`).join(', ')}.`;
  });
}

/** Columns that take less are not worth a word. */
const LEAST_BYTES = 0.1;
