// A flat table as a sheet: the columns of the CSV under their names, figures as numbers. Columns in which no row says anything are hidden,
// the others as wide as what they hold, so that as many as can be read stand on a page.
import type { TableColumn, TableRow } from '@i-speed/warehouse';
import type { PrintedSheet } from './print-xlsx.ts';
import { FACE } from './table-xlsx.ts';

const HEAD = { ...FACE, fontWeight: 'bold', backgroundColor: '#d9ecea', alignVertical: 'bottom' } as const;
/** In characters: a figure is shown with as many digits as it has room for. */
const NUMBER_WIDTH_SIGNS = 7;
const LEAST_WIDTH_SIGNS = 4;
const MOST_WIDTH_SIGNS = 34;
/** Points that a turned heading is high for each of its letters. */
const LETTER_HEIGHT_PT = 6;

/** Absent figures are empty cells. */
export function flatSheet(name: string, columns: readonly TableColumn[], rows: readonly TableRow[]): PrintedSheet {
  const widths = columns.map((column) => widthOf(rows.map((row) => row[column.name])));
  // A name that is longer than what stands below it is written upwards.
  const turned = columns.filter((column, i) => column.name.length > (widths[i] ?? 0)).map((column) => column.name);
  const height = Math.max(15, ...turned.map((name) => name.length * LETTER_HEIGHT_PT));
  return {
    name,
    heading: [1, 1],
    columns: columns.map((column, i) => ({
      width: widths[i] ?? LEAST_WIDTH_SIGNS,
      isHidden: rows.length > 0 && rows.every((row) => row[column.name] === undefined),
    })),
    data: [
      columns.map(({ name }) => ({
        value: name,
        ...HEAD,
        height,
        ...(turned.includes(name) && { textRotation: 90, align: 'center' as const }),
      })),
      ...rows.map((row) => columns.map((column) => cellOf(row[column.name]))),
    ],
  };
}

function cellOf(value: TableRow[string]) {
  if (value === undefined) return null;
  // A letter beside a figure is read apart from it.
  return { value, ...FACE, ...(typeof value === 'string' && value.length === 1 && { align: 'center' as const }) };
}

function widthOf(values: readonly TableRow[string][]): number {
  const lengths = values.map((value) =>
    typeof value === 'number' && !Number.isInteger(value) ? NUMBER_WIDTH_SIGNS : String(value ?? '').length,
  );
  return lengths.reduce((most, length) => Math.min(MOST_WIDTH_SIGNS, Math.max(most, length + 1)), LEAST_WIDTH_SIGNS);
}
