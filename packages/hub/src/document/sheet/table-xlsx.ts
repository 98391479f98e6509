// A table as a spreadsheet of one sheet: title, heading, rows, and sums as formulas, so that whoever opens it can check them.
import { DAY_MS } from '@i-speed/spec';
import type { SheetData } from 'write-excel-file/node';
import { type PrintedSheet, printedXlsx } from './print-xlsx.ts';

export interface TableColumn {
  readonly title: string;
  /** In characters. */
  readonly width: number;
  /** Whether the last row sums it. */
  readonly isSummed?: boolean;
  /** Its texts are days (2025-09-05) or moments (2025-09-05 08:00) and become dates, written as in Vietnam; its figures are no whole numbers. */
  readonly holds?: 'day' | 'moment' | 'figure';
}

export interface TableSheet {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly TableColumn[];
  /** Absent cells stay empty. */
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

export const FACE = { fontFamily: 'Times New Roman', fontSize: 10 } as const;
/** Points: a row does not grow by itself where its text is wrapped. */
export const LINE_HEIGHT_PT = 13.5;
const BOLD = { ...FACE, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;
const FRAMED = { ...FACE, borderStyle: 'thin', alignVertical: 'center' } as const;
const FIRST_LINE = 4;

/** XLSX of the table. */
export async function tableXlsx(table: TableSheet): Promise<Buffer> {
  return printedXlsx([tableSheet(table)]);
}

/** The table as a sheet among others; it sums where a column asks for it. */
export function tableSheet({ name, title, subtitle, columns, rows }: TableSheet): PrintedSheet {
  const heightOf = (cells: readonly unknown[]) =>
    LINE_HEIGHT_PT *
    Math.max(1, ...cells.map((cell, i) => (typeof cell === 'string' ? linesOf(cell, columns[i]?.width ?? 10) : 1)));
  const titles = columns.map((column) => column.title);
  /** The column of names, the second where the first has numbers or codes. */
  const named = columns[1]?.isSummed ? 0 : 1;
  const last = FIRST_LINE + rows.length - 1;
  const sumOf = (i: number) => (rows.length === 0 ? '=0' : `=SUM(${letterOf(i)}${FIRST_LINE}:${letterOf(i)}${last})`);
  const contents: SheetData = [
    [{ value: title, ...BOLD, fontSize: 14, columnSpan: columns.length, height: 24 }],
    [{ value: subtitle, ...FACE, align: 'center', columnSpan: columns.length, height: 20 }],
    titles.map((value) => ({ ...BOLD, ...FRAMED, value, wrap: true, height: heightOf(titles) + LINE_HEIGHT_PT })),
    ...rows.map((cells) =>
      cells.map((cell, i) => ({ ...cellOf(cell, columns[i]?.holds), height: heightOf(cells), ...FRAMED })),
    ),
    ...(columns.some(({ isSummed }) => isSummed)
      ? [
          columns.map(({ isSummed }, i) =>
            isSummed
              ? { type: 'Formula' as const, value: sumOf(i), format: '#,##0', ...FRAMED, fontWeight: 'bold' as const }
              : { value: i === named ? 'Tổng cộng' : '', ...FRAMED, fontWeight: 'bold' as const },
          ),
        ]
      : []),
  ];
  const heading = [FIRST_LINE - 1, FIRST_LINE - 1] as const;
  return { name, data: contents, columns: columns.map(({ width }) => ({ width })), heading };
}

const DATE_FORMATS = { day: 'dd/mm/yyyy', moment: 'dd/mm/yyyy hh:mm' } as const;
/** Spreadsheets count days from 30 December 1899. */
const EPOCH_DAY = 25_569;

function cellOf(cell: string | number | undefined, holds: TableColumn['holds']) {
  if (typeof cell === 'number') return { value: cell, type: Number, format: holds === 'figure' ? '#,##0.0' : '#,##0' };
  if (cell === undefined || holds === undefined || holds === 'figure') return { value: cell ?? '', wrap: true };
  const instant = holds === 'day' ? `${cell}T00:00Z` : `${cell.replace(' ', 'T')}Z`;
  const value = Date.parse(instant) / DAY_MS + EPOCH_DAY;
  return { value, type: Number, format: DATE_FORMATS[holds], align: 'center' as const };
}

/** Lines that a text takes in a column so many characters wide: a column's measure is a wider face than ours, and a broken line loses a word. */
export function linesOf(text: string, width: number): number {
  return Math.max(1, Math.ceil(text.length / (width * 1.35)));
}

/** Letter of the i-th column, from 0; tables here have at most 26. */
function letterOf(i: number): string {
  return String.fromCharCode(65 + i);
}
