// Tables with a header line, to records and back; every value stays a string, for codes have leading zeros.
import { readCsv, TableError } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

/** One row by column name; an empty cell is undefined. */
export type Row = Readonly<Record<string, string | undefined>>;

/** Reads a table with a header line. Throws TableError when a row has more or fewer cells than the header, or a quote stays open. */
export function parseCsv(text: string): Row[] {
  const [header, ...lines] = readCsv(text);
  if (header === undefined) return [];
  return lines.map(({ cells, number }) => {
    if (cells.length !== header.cells.length) {
      throw new TableError(`${cells.length} cells where the header has ${header.cells.length}`, number);
    }
    const row: Record<string, string | undefined> = {};
    for (const [index, name] of header.cells.entries()) row[name] = cells[index] === '' ? undefined : cells[index];
    return row;
  });
}

/** Writes rows under the named columns; undefined becomes an empty cell. */
export function formatCsv(columns: readonly string[], rows: Iterable<Row>): string {
  const lines = Array.from(rows, (row) => columns.map((name) => row[name]));
  return writeCsv([columns, ...lines], { lineEnd: '\n' });
}
