// Tables as CSV files: RFC 4180, with a byte order mark so that Excel reads Vietnamese.

export type CsvCell = string | number | boolean | undefined;

/** The file of a table; an absent cell is empty. */
export function csvFile(heading: readonly string[], rows: readonly (readonly CsvCell[])[]): Buffer {
  return Buffer.from(`\uFEFF${[heading, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`);
}

/** Quoted where it must be; what a spreadsheet would run as a formula begins with an apostrophe. */
function cell(value: CsvCell = ''): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
