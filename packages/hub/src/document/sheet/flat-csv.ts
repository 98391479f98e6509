// Flat tables as CSV: those that people take away, and the twin of a Parquet file.
import { type CsvCell, writeCsv } from '@i-speed/reference';
import type { TableColumn, TableRow } from '@i-speed/warehouse';

/** The file of a table that people open: with a byte order mark, so that Excel reads Vietnamese; an absent cell is empty. */
export function csvFile(heading: readonly string[], rows: readonly (readonly CsvCell[])[]): Buffer {
  return Buffer.from(writeCsv([heading, ...rows], { isMarked: true }));
}

/** The columns' names and rows, for programs; an absent value is an empty field. */
export function tableCsv(columns: readonly TableColumn[], rows: Iterable<TableRow>): string {
  return writeCsv(withHeading(columns, rows));
}

function* withHeading(columns: readonly TableColumn[], rows: Iterable<TableRow>): Iterable<readonly CsvCell[]> {
  yield columns.map(({ name }) => name);
  for (const row of rows) yield columns.map(({ name }) => row[name]);
}
