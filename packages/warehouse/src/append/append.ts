// Puts measurements on disk: details first, then the rows that count.
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';
import { type Columns, clickhouseTime, type Row, toColumns, toDetails } from './row.ts';

/**
 * Appends rows; when it returns, they are on disk (fsync) and every later read sees them. Ids inside one call must differ; an id that
 * is already kept stays what it was, provided the caller passes only ids that `existing` did not name, or a later `receivedAt`.
 * Throws WarehouseError `unavailable`: some rows may be kept, none is acknowledged; the same call may be repeated.
 */
export async function append({ writer, writerNumber, builtUntil }: Connections, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    const [columns] = await Promise.all([
      meanwhile(() => rows.map((row) => ({ ...toColumns(row, writerNumber), ...keptAt(builtUntil) }))),
      insert(
        writer,
        'measurement_details',
        rows.map((row) => toDetails(row, writerNumber)),
      ),
    ]);
    await insert(writer, 'measurements', columns);
  } catch (cause) {
    throw new WarehouseError('unavailable', 'the measurements could not be written; try again later', cause);
  }
}

/** The engine's own clock dates a row, but where it stepped back behind a build. */
function keptAt(builtUntil: Connections['builtUntil']): Columns {
  return builtUntil === undefined || Date.now() >= builtUntil.ms ? {} : { kept_at: clickhouseTime(builtUntil.ms) };
}

/** Does the work once what was begun before it has left for the engine, which works beside this thread. */
function meanwhile<T>(work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work());
      } catch (cause) {
        reject(cause);
      }
    });
  });
}

/** Rows without the names of their columns, which are the same in all and stand once: half the text to write and to read. */
async function insert(writer: Connections['writer'], table: string, values: readonly Columns[]): Promise<void> {
  const [first, ...others] = Object.keys(values[0] ?? {});
  if (first === undefined) return;
  const columns: [string, ...string[]] = [first, ...others];
  const compact = values.map((value) => columns.map((name) => value[name]));
  await writer.insert({ table, columns, values: compact, format: 'JSONCompactEachRow' });
}
