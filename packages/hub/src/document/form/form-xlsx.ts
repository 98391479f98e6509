// The form as a spreadsheet: a line for each unit, sums as formulas, so that whoever opens it can check them.
import type { MonthBoard } from '@i-speed/spec';
import type { SheetData } from 'write-excel-file/node';
import { printedXlsx } from '../sheet/print-xlsx.ts';
import { FACE, LINE_HEIGHT, linesOf } from '../sheet/table-xlsx.ts';
import { formHead, noteOf, numberText, sufficiencyText } from '../words/words.ts';

const FIRST_LINE = 5;
const SHEET = 'Biểu tổng hợp';
/** In characters; together as wide as a landscape A4 page. */
const WIDTHS = [4, 22, 7.5, 7.5, 7.5, 7.5, 7, 7, 7, 10, 18];
const NOTE_WIDTH = 18;
const NAME_WIDTH = 22;
const JUDGEMENT_WIDTH = 10;

/** XLSX of the board's lines. */
export async function formXlsx(board: MonthBoard): Promise<Buffer> {
  const head = formHead(board);
  const bold = { ...FACE, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;
  const framed = { ...FACE, borderStyle: 'thin' } as const;
  const title = (value: string, more: object = {}) => ({ value, ...bold, ...framed, ...more });
  const number = (value: number) => ({
    value,
    type: Number,
    format: '#,##0',
    alignVertical: 'center' as const,
    ...framed,
  });
  const titles = [
    'Lượt đo',
    'Mẫu cố định',
    'Mẫu di động',
    `Đánh giá (đủ là từ ${numberText(board.campaign.target)})`,
    'Ghi chú',
  ];
  const lines: SheetData = board.lines.map((line, i) => {
    const { reported } = line;
    const note = noteOf(line, board.campaign);
    const judgement = sufficiencyText(line);
    const height =
      LINE_HEIGHT *
      Math.max(linesOf(line.unit.name, NAME_WIDTH), linesOf(note, NOTE_WIDTH), linesOf(judgement, JUDGEMENT_WIDTH));
    return [
      { ...number(i + 1), align: 'center', height },
      { value: line.unit.name, wrap: true, alignVertical: 'center', ...framed },
      number(reported.installs),
      number(reported.accesses),
      number(reported.installsTotal),
      number(reported.accessesTotal),
      number(reported.measurements),
      number(reported.countedFixed),
      number(reported.countedMobile),
      { value: judgement, wrap: true, align: 'center', alignVertical: 'center', ...framed },
      { value: note, wrap: true, alignVertical: 'center', ...framed },
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
    [{ value: head.title, ...bold, fontSize: 14, columnSpan: WIDTHS.length, height: 24 }],
    [{ value: board.campaign.issuer, ...bold, columnSpan: WIDTHS.length, height: 20 }],
    [
      title('STT', { rowSpan: 2, height: 4 * LINE_HEIGHT }),
      title('Đơn vị', { rowSpan: 2 }),
      title(head.inMonth, { columnSpan: 2 }),
      null,
      title(head.total, { columnSpan: 2 }),
      null,
      ...titles.map((text) => title(text, { rowSpan: 2 })),
    ],
    [
      null,
      null,
      ...[head.installs, head.accesses, head.installs, head.accesses].map((text) =>
        title(text, { height: 3 * LINE_HEIGHT }),
      ),
      ...titles.map(() => null),
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
  return printedXlsx([
    {
      name: SHEET,
      data: contents,
      columns: WIDTHS.map((width) => ({ width })),
      heading: [FIRST_LINE - 2, FIRST_LINE - 1],
    },
  ]);
}
