// The form as a spreadsheet: a line for each unit, sums as formulas, so that whoever opens it can check them.
import type { MonthBoard } from '@i-speed/spec';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { formHead, noteOf, sufficiencyText } from './words.ts';

const TITLES = ['Lượt đo', 'Mẫu cố định', 'Mẫu di động', 'Đánh giá mẫu', 'Ghi chú'];
const FIRST_LINE = 5;

/** XLSX of the board's lines. */
export async function formXlsx(board: MonthBoard): Promise<Buffer> {
  const head = formHead(board);
  const bold = { fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;
  const framed = { borderStyle: 'thin' } as const;
  const title = (value: string, more: object = {}) => ({ value, ...bold, ...framed, ...more });
  const number = (value: number) => ({ value, type: Number, format: '#,##0', ...framed });
  const lines: SheetData = board.lines.map((line, i) => {
    const { reported } = line;
    return [
      { ...number(i + 1), align: 'center' },
      { value: line.unit.name, wrap: true, ...framed },
      number(reported.installs),
      number(reported.accesses),
      number(reported.installsTotal),
      number(reported.accessesTotal),
      number(reported.measurements),
      number(reported.countedFixed),
      number(reported.countedMobile),
      { value: sufficiencyText(line), ...framed },
      { value: noteOf(line), wrap: true, ...framed },
    ];
  });
  const last = FIRST_LINE + lines.length - 1;
  const sum = (column: string) => ({
    type: 'Formula' as const,
    value: lines.length === 0 ? '=0' : `=SUM(${column}${FIRST_LINE}:${column}${last})`,
    format: '#,##0',
    fontWeight: 'bold' as const,
    ...framed,
  });
  const contents = [
    [{ value: head.title, ...bold, fontSize: 14, columnSpan: 11 }],
    [{ value: board.campaign.issuer, ...bold, columnSpan: 11 }],
    [
      title('STT', { rowSpan: 2 }),
      title('Đơn vị', { rowSpan: 2 }),
      title(head.inMonth, { columnSpan: 2 }),
      null,
      title(head.total, { columnSpan: 2 }),
      null,
      ...TITLES.map((text) => title(text, { rowSpan: 2 })),
    ],
    [
      null,
      null,
      ...[head.installs, head.accesses, head.installs, head.accesses].map((text) => title(text)),
      ...TITLES.map(() => null),
    ],
    ...lines,
    [
      { value: '', ...framed },
      { value: 'Tổng cộng', fontWeight: 'bold' as const, ...framed },
      ...['C', 'D', 'E', 'F', 'G', 'H', 'I'].map(sum),
      { value: '', ...framed },
      { value: '', ...framed },
    ],
  ] satisfies SheetData;
  return writeXlsxFile(contents, {
    sheet: 'Biểu tổng hợp',
    columns: [5, 34, 12, 12, 12, 12, 11, 11, 11, 15, 40].map((width) => ({ width })),
    stickyRowsCount: FIRST_LINE - 1,
    orientation: 'landscape',
  }).toBuffer();
}
