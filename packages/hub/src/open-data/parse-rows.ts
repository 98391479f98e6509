// Reads the CSV files of open data back: the same rows that were written.
import { readCsv } from '@i-speed/reference';
import type { TableColumn, TableRow } from '@i-speed/warehouse';

/** Rows of a CSV text by its header, typed by the columns. Throws Error for a column that is missing or a value that does not fit. */
export function parseRows(text: string, columns: readonly TableColumn[]): TableRow[] {
  const [head, ...lines] = readCsv(text);
  const header = head?.cells ?? [];
  const places = columns.map(({ name }) => {
    const place = header.indexOf(name);
    if (place === -1) throw new Error(`the file has no column ${name}`);
    return place;
  });
  return lines.map(({ cells, number }) =>
    Object.fromEntries(
      columns.map((column, i) => [column.name, typedValue(column, cells[places[i] ?? -1] ?? '', number)]),
    ),
  );
}

function typedValue({ name, type }: TableColumn, field: string, line: number): TableRow[string] {
  if (field === '') return undefined;
  if (type === 'text') return field;
  if (type === 'boolean' && (field === 'true' || field === 'false')) return field === 'true';
  const figure = Number(field);
  if (type === 'boolean' || !Number.isFinite(figure)) throw new Error(`line ${line}: ${name} cannot be ${field}`);
  return figure;
}
