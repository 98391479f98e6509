// A statistics answer as a spreadsheet: the columns of the CSV.
import type { TableRow } from '@i-speed/warehouse';
import { flatSheet } from '../document/flat-sheet.ts';
import { printedXlsx } from '../document/print-xlsx.ts';
import { STATISTICS_COLUMNS } from './table.ts';

/** Bytes of the .xlsx file; an absent figure is an empty cell. */
export async function statisticsXlsx(rows: readonly TableRow[]): Promise<Buffer> {
  return printedXlsx([flatSheet('i-Speed', STATISTICS_COLUMNS, rows)]);
}
