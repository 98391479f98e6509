// A table of the portal as a file: CSV with names for machines in the heading, XLSX with titles for people and sums as formulas.

import { draw } from '../paper/draw-aside.ts';
import { csvFile } from '../sheet/flat-csv.ts';
import type { TableColumn } from '../sheet/table-xlsx.ts';

export interface Column<Row> extends TableColumn {
  /** Heading in CSV, snake_case; `title` is that in XLSX, Vietnamese. */
  readonly name: string;
  /** A code that machines join tables by: in CSV, and not in XLSX, where its words stand. */
  readonly isCode?: boolean;
  /** Absent: an empty cell. */
  readonly of: (row: Row) => string | number | undefined;
}

export interface PortalTable {
  /** The file's name without its end. */
  readonly file: string;
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly Omit<Column<never>, 'of'>[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

export const TABLE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A column of numbers, summed where they add up. */
export const count = <Row>(name: string, title: string, of: Column<Row>['of'], isSummed = true): Column<Row> => ({
  name,
  title,
  width: 8,
  isSummed,
  of,
});

/** A column of words. */
export const text = <Row>(name: string, title: string, width: number, of: Column<Row>['of']): Column<Row> => ({
  name,
  title,
  width,
  of,
});

/** A column of codes, beside that of their words. */
export const code = <Row>(name: string, of: Column<Row>['of']): Column<Row> => ({
  ...text(name, name, 0, of),
  isCode: true,
});

/** A column of days (2025-09-05). */
export const day = <Row>(name: string, title: string, of: Column<Row>['of']): Column<Row> => ({
  ...text(name, title, 12, of),
  holds: 'day',
});

/** A column of moments as momentText gives them. */
export const moment = <Row>(name: string, title: string, of: Column<Row>['of']): Column<Row> => ({
  ...text(name, title, 16, of),
  holds: 'moment',
});

/** `2025-09-05 08:00`, which sorts, in the country's time. */
export function momentText(instant: string, timeZone: string): string {
  const shown = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('sv-SE', shown).format(new Date(instant));
}

/** The cells of the rows by the columns. */
export function portalTable<Row>(
  head: Pick<PortalTable, 'file' | 'title' | 'subtitle'>,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): PortalTable {
  return { ...head, columns, rows: rows.map((row) => columns.map((column) => column.of(row))) };
}

/** Bytes of the file. */
export async function tableFile(table: PortalTable, format: keyof typeof TABLE_TYPES): Promise<Uint8Array> {
  const { title, subtitle, columns, rows } = table;
  if (format === 'csv')
    return csvFile(
      columns.map(({ name }) => name),
      rows,
    );
  const isRead = columns.map(({ isCode }) => isCode !== true);
  const plain = columns
    .filter((_, i) => isRead[i])
    .map(({ title, width, isSummed = false, holds }) => ({ title, width, isSummed, ...(holds && { holds }) }));
  const cells = rows.map((row) => row.filter((_, i) => isRead[i]));
  return draw({ kind: 'table', sheet: { name: 'i-Speed', title, subtitle, columns: plain, rows: cells } });
}
