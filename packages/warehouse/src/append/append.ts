// Puts measurements on disk: details first, then the rows that count.
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { type Row, toColumns, toDetails } from './row.ts';

/**
 * Appends rows; when it returns, they are on disk (fsync) and every later read sees them. Ids inside one call must differ; an id that
 * is already kept stays what it was, provided the caller passes only ids that `existing` did not name, or a later `receivedAt`.
 * Throws WarehouseError `unavailable`: some rows may be kept, none is acknowledged; the same call may be repeated.
 */
export async function append({ writer, writerNumber }: Connections, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await writer.insert({
      table: 'measurement_details',
      values: rows.map((row) => toDetails(row, writerNumber)),
      format: 'JSONEachRow',
    });
    await writer.insert({
      table: 'measurements',
      values: rows.map((row) => toColumns(row, writerNumber)),
      format: 'JSONEachRow',
    });
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the measurements could not be written; try again later', cause);
  }
}
