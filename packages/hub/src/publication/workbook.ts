// A publication as a workbook: a sheet a table, figures as numbers, every line of every table.
import type { Publication } from '@i-speed/spec';
import type { TableRow } from '@i-speed/warehouse';
import writeXlsxFile, { type Row, type Sheet } from 'write-excel-file/node';
import { LINE_COLUMNS, lineRows, TABLE_NAMES } from './lines-table.ts';
import { REASON_WORDS } from './reason-words.ts';
import { DOCUMENT_WORDS, type DocumentLanguage } from './words.ts';

const HEAD = { fontWeight: 'bold', backgroundColor: '#d9ecea', wrap: true, alignVertical: 'top' } as const;

/** Bytes of the .xlsx file. Columns bear the names of the CSV, which the data dictionary explains. */
export async function workbookOf(
  publication: Publication,
  language: DocumentLanguage,
  isDemo: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = DOCUMENT_WORDS[language];
  const { tables, version, madeAt, checksum, note } = publication;
  const [year = '', month = ''] = tables.month.split('-');
  const facts: Row[] = [
    ...(isDemo ? [[{ value: words.simulated, fontWeight: 'bold' as const, backgroundColor: '#ffd65c' }]] : []),
    [{ value: words.title(`${month}/${year}`), fontWeight: 'bold', fontSize: 16 }],
    [words.made(madeAt.slice(0, 10), version)],
    [words.counts(String(tables.counted), String(tables.received))],
    [`${words.checksum}: ${checksum}`],
    ...(note === undefined ? [] : [[`${words.note}: ${note}`]]),
    ['CC BY 4.0'],
    [{ value: words.about, wrap: true }],
    [],
    [{ value: words.excluded, fontWeight: 'bold' }],
    ...tables.excluded.map(({ reason, n }) => [REASON_WORDS[language][reason], n]),
    [],
    [{ value: words.targets, fontWeight: 'bold' }],
    ...tables.targets.map((target) => [
      words.target(target.technology ?? words.access[target.access], String(target.thresholdMbps)),
      target.mean?.value ?? null,
      words.verdict[target.verdict],
      words.kind[target.networkKind],
      target.legalSource ?? words.aim,
    ]),
  ];
  const sheets: Sheet<never>[] = [
    {
      data: facts,
      sheet: 'i-Speed',
      columns: [{ width: 70 }, { width: 14 }, { width: 14 }, { width: 30 }, { width: 50 }],
    },
    ...TABLE_NAMES.map((name) => ({
      data: [
        LINE_COLUMNS.map((column) => ({ value: column.name, ...HEAD })),
        ...lineRows(tables, [name]).map((row) => LINE_COLUMNS.map((column) => cellOf(row[column.name]))),
      ],
      sheet: words.tables[name].replace(/[:\\/?*[\]]/g, ' '),
      stickyRowsCount: 1,
      columns: LINE_COLUMNS.map((column) => ({ width: column.name === 'name' ? 32 : 12 })),
    })),
  ];
  const bytes = await writeXlsxFile(sheets).toBuffer();
  return Uint8Array.from(bytes);
}

/** An absent figure is an empty cell. */
function cellOf(value: TableRow[string]): Row[number] {
  return value ?? null;
}
