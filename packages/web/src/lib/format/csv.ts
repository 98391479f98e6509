// Tables as CSV files that people take away.

/** Nothing is an empty cell. */
export type CsvCell = string | number | undefined;

/** RFC 4180, in UTF-8 with a mark at the start, by which spreadsheets know it. */
export function csvText(lines: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${lines.map((line) => line.map(cellText).join(',')).join('\r\n')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
