// The one writer of comma-separated tables (RFC 4180).
import { withApostrophe } from './formula.ts';

/** Nothing is an empty cell. */
export type CsvCell = string | number | boolean | undefined;

export interface CsvForm {
  /** What ends each line; RFC 4180 has CR LF. */
  readonly lineEnd?: '\n' | '\r\n';
  /** True begins with a byte order mark, by which Excel knows that it is UTF-8. */
  readonly isMarked?: boolean;
}

/** The text of a table, in which no text is a formula and every number stays one. `readCsv` gives back the same cells. */
export function writeCsv(
  lines: Iterable<readonly CsvCell[]>,
  { lineEnd = '\r\n', isMarked = false }: CsvForm = {},
): string {
  const parts = [isMarked ? '\uFEFF' : ''];
  for (const line of lines) parts.push(line.map(cellText).join(','), lineEnd);
  return parts.join('');
}

function cellText(cell: CsvCell = ''): string {
  const text = typeof cell === 'string' ? withApostrophe(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
