// Reads the CSV files of open data back: the same rows that were written.
import type { TableColumn, TableRow } from '@i-speed/warehouse';

/** Rows of a CSV text by its header, typed by the columns. Throws Error for a column that is missing or a value that does not fit. */
export function parseRows(text: string, columns: readonly TableColumn[]): TableRow[] {
  const [header = [], ...lines] = splitCsv(text);
  const places = columns.map(({ name }) => {
    const place = header.indexOf(name);
    if (place === -1) throw new Error(`the file has no column ${name}`);
    return place;
  });
  return lines.map((fields, line) =>
    Object.fromEntries(
      columns.map((column, i) => [column.name, typedValue(column, fields[places[i] ?? -1] ?? '', line)]),
    ),
  );
}

function typedValue({ name, type }: TableColumn, field: string, line: number): TableRow[string] {
  if (field === '') return undefined;
  if (type === 'text') return field;
  if (type === 'boolean' && (field === 'true' || field === 'false')) return field === 'true';
  const figure = Number(field);
  if (type === 'boolean' || !Number.isFinite(figure)) throw new Error(`row ${line + 1}: ${name} cannot be ${field}`);
  return figure;
}

/** Fields by line (RFC 4180). */
function splitCsv(text: string): string[][] {
  const lines: string[][] = [];
  let fields: string[] = [];
  const pattern = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r?\n|$)/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [all, field = '', end = ''] = match;
    if (all === '') break;
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    lines.push(fields);
    fields = [];
  }
  return lines;
}
