// Flat tables as Parquet files, written by ClickHouse itself: one writer for a laptop and a cluster.
import { randomBytes } from 'node:crypto';
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean';
}

/** Values by column; an absent one is NULL. */
export type TableRow = Readonly<Record<string, string | number | boolean | undefined>>;

const TYPES: Readonly<Record<TableColumn['type'], string>> = {
  text: 'Nullable(String)',
  integer: 'Nullable(Int64)',
  number: 'Nullable(Float64)',
  boolean: 'Nullable(Bool)',
};

/** Rows a message holds at most. */
const BATCH_ROWS = 20_000;

/** The bytes of a Parquet file (Snappy, so that every reader can) with the rows in their order. Throws WarehouseError `unavailable`. */
export async function toParquet(
  { writer }: Connections,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): Promise<Buffer> {
  const table = `parquet_${randomBytes(8).toString('hex')}`;
  const declared = columns.map(({ name, type }) => `\`${checkedName(name)}\` ${TYPES[type]}`).join(', ');
  try {
    await writer.command({ query: `CREATE TABLE ${table} (row_number UInt64, ${declared}) ENGINE = Memory` });
    try {
      for (let from = 0; from < rows.length; from += BATCH_ROWS) {
        const batch = rows.slice(from, from + BATCH_ROWS);
        const values = batch.map((row, i) => ({ row_number: from + i, ...row }));
        await writer.insert({ table, values, format: 'JSONEachRow' });
      }
      const { stream } = await writer.exec({
        query: `SELECT * EXCEPT row_number FROM ${table} ORDER BY row_number FORMAT Parquet
          SETTINGS output_format_parquet_compression_method = 'snappy', output_format_parquet_string_as_string = 1`,
      });
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks);
    } finally {
      await writer.command({ query: `DROP TABLE IF EXISTS ${table}` });
    }
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the Parquet file could not be made; try again later', cause);
  }
}

function checkedName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new RangeError(`not a column's name: ${name}`);
  return name;
}
