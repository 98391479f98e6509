// Flat tables as CSV (RFC 4180, UTF-8): the twin of the Parquet file.
import type { TableColumn, TableRow } from './to-parquet.ts';

/** Header and rows, each line ended by CR LF; an absent value is an empty field. */
export function toCsv(columns: readonly TableColumn[], rows: Iterable<TableRow>): string {
  const lines = [columns.map(({ name }) => name).join(',')];
  for (const row of rows) lines.push(columns.map(({ name }) => field(row[name])).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula stays one: cells hold codes, names and figures of our own. */
function field(value: TableRow[string]): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
