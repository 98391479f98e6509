// A publication as a workbook: a sheet a table, figures as numbers, every line of every table.
import type { Publication } from '@i-speed/spec';
import type { Row } from 'write-excel-file/node';
import { flatSheet } from '../document/sheet/flat-sheet.ts';
import { type PrintedSheet, printedXlsx } from '../document/sheet/print-xlsx.ts';
import { FACE, LINE_HEIGHT_PT, linesOf } from '../document/sheet/table-xlsx.ts';
import { LINE_COLUMNS, lineRows, TABLE_NAMES } from './lines-table.ts';
import { REASON_WORDS } from './reason-words.ts';
import { actText, DOCUMENT_WORDS, type PaperOptions, publishedDay, technologyText } from './words.ts';

/** In characters: what is told, a figure, a verdict, where from, by which act. */
const FACT_WIDTHS = [60, 9, 14, 28, 42];

/** Bytes of the .xlsx file. Columns bear the names of the CSV, which the data dictionary explains. */
export async function workbookOf(publication: Publication, options: PaperOptions): Promise<Uint8Array<ArrayBuffer>> {
  const words = DOCUMENT_WORDS[options.language];
  const tables = TABLE_NAMES.map((name) =>
    flatSheet(words.tables[name].replace(/[:\\/?*[\]]/g, ' '), LINE_COLUMNS, lineRows(publication.tables, [name])),
  );
  return Uint8Array.from(await printedXlsx([factSheet(publication, options), ...tables]));
}

/** What the month is, what was excluded from it, and how it stands against the targets. */
function factSheet(publication: Publication, options: PaperOptions): PrintedSheet {
  const { language, timeZone, isDemo } = options;
  const words = DOCUMENT_WORDS[language];
  const { tables, version, madeAt, checksum, note } = publication;
  const count = new Intl.NumberFormat(words.locale);
  const head = { ...FACE, fontWeight: 'bold', fontSize: 12, height: 24, alignVertical: 'bottom' } as const;
  const told = (value: string): Row => [{ value, ...FACE, height: LINE_HEIGHT_PT }];
  const [width = 0] = FACT_WIDTHS;
  const aboutLines = linesOf(words.about, width * 2);
  const data: Row[] = [
    ...(isDemo ? [[{ value: words.simulated, ...head, columnSpan: 2, backgroundColor: '#ffd65c' }]] : []),
    [{ value: words.title(tables.month), ...head, fontSize: 16, height: 28 }],
    told(words.made(publishedDay(madeAt, timeZone), version)),
    told(words.counts(count.format(tables.counted), count.format(tables.received))),
    told(`${words.checksum}: ${checksum}`),
    ...(note === undefined ? [] : [told(`${words.note}: ${note}`)]),
    told('CC BY 4.0'),
    [{ value: words.about, ...FACE, wrap: true, columnSpan: FACT_WIDTHS.length, height: aboutLines * LINE_HEIGHT_PT }],
    [{ value: words.excluded, ...head }],
    ...tables.excluded.map(({ reason, n }): Row => [...told(REASON_WORDS[language][reason]), numberCell(n)]),
    [{ value: words.targets, ...head }],
    ...tables.targets.map(
      (target): Row => [
        ...told(
          words.target(
            technologyText(target.technology) ?? words.access[target.access],
            count.format(target.thresholdMbps),
          ),
        ),
        target.mean?.value === undefined ? null : numberCell(target.mean.value),
        ...[words.verdict[target.verdict], words.kind[target.networkKind], actText(target, options)].flatMap(told),
      ],
    ),
  ];
  return { name: 'i-Speed', data, columns: FACT_WIDTHS.map((one) => ({ width: one })) };
}

function numberCell(value: number) {
  return { value, type: Number, format: Number.isInteger(value) ? '#,##0' : '#,##0.0', ...FACE };
}
