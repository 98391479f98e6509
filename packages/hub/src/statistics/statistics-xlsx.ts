// A statistics answer as a spreadsheet: the columns of the CSV, figures as numbers, the heading always in sight.
import type { TableRow } from '@i-speed/warehouse';
import writeXlsxFile from 'write-excel-file/node';
import { STATISTICS_COLUMNS } from './table.ts';

const HEAD = { fontWeight: 'bold', backgroundColor: '#d9ecea' } as const;
/** In characters. */
const NAME_WIDTH = 30;
const WIDTH = 13;

/** Bytes of the .xlsx file; an absent figure is an empty cell. */
export async function statisticsXlsx(rows: readonly TableRow[]): Promise<Buffer> {
  const contents = [
    STATISTICS_COLUMNS.map(({ name }) => ({ value: name, ...HEAD })),
    ...rows.map((row) => STATISTICS_COLUMNS.map(({ name }) => row[name] ?? null)),
  ];
  return writeXlsxFile(contents, {
    sheet: 'i-Speed',
    stickyRowsCount: 1,
    columns: STATISTICS_COLUMNS.map(({ name }) => ({ width: name === 'name' ? NAME_WIDTH : WIDTH })),
  }).toBuffer();
}
