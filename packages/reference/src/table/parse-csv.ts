// Comma-separated tables (RFC 4180) to records and back; every value stays a string, for codes have leading zeros.

/** One row by column name; an empty cell is undefined. */
export type Row = Readonly<Record<string, string | undefined>>;

/** A table that cannot be read as such; `line` counts from 1. */
export class TableError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(`line ${line}: ${message}`);
    this.name = 'TableError';
    this.line = line;
  }
}

/** Reads a table with a header line. Throws TableError when a row has more or fewer cells than the header, or a quote stays open. */
export function parseCsv(text: string): Row[] {
  const [header, ...lines] = cellLines(text);
  if (header === undefined) return [];
  return lines.map(({ cells, line }) => {
    if (cells.length !== header.cells.length) {
      throw new TableError(`${cells.length} cells where the header has ${header.cells.length}`, line);
    }
    const row: Record<string, string | undefined> = {};
    for (const [index, name] of header.cells.entries()) row[name] = cells[index] === '' ? undefined : cells[index];
    return row;
  });
}

/** Writes rows under the named columns; undefined becomes an empty cell. */
export function formatCsv(columns: readonly string[], rows: Iterable<Row>): string {
  const lines = [columns.join(',')];
  for (const row of rows) lines.push(columns.map((name) => quote(row[name] ?? '')).join(','));
  return `${lines.join('\n')}\n`;
}

/** The text without the byte order mark that some programs begin a file with. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function cellLines(text: string): { cells: string[]; line: number }[] {
  const body = withoutMark(text);
  if (!body.includes('"')) {
    return body
      .split(/\r?\n/)
      .flatMap((raw, index) => (raw === '' ? [] : [{ cells: raw.split(','), line: index + 1 }]));
  }
  return quotedLines(body);
}

function quotedLines(body: string): { cells: string[]; line: number }[] {
  const found: { cells: string[]; line: number }[] = [];
  // One cell with the separator that ends it: a quoted one (with doubled quotes inside) or a plain one.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let cells: string[] = [];
  let line = 1;
  let startLine = 1;
  while (cell.lastIndex < body.length || cells.length > 0) {
    const match = cell.exec(body);
    if (match === null) throw new TableError('a quote that is not closed or stands inside a cell', line);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    line += match[0].split('\n').length - 1;
    if (match[3] === ',') continue;
    if (cells.length > 1 || cells[0] !== '') found.push({ cells, line: startLine });
    cells = [];
    startLine = line;
  }
  return found;
}
