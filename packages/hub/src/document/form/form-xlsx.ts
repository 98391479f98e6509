// The form as a spreadsheet: a line for each unit, sums as formulas, so that whoever opens it can check them.
import type { MonthBoard, ReportLine } from '@i-speed/spec';
import type { SheetData } from 'write-excel-file/node';
import { printedXlsx } from '../sheet/print-xlsx.ts';
import { FACE, LINE_HEIGHT_PT, linesOf } from '../sheet/table-xlsx.ts';
import { formHead, noteOf, numberText, sufficiencyText } from '../words/words.ts';

const FIRST_LINE = 5;
const SHEET = 'Biểu tổng hợp';
/** In characters; together as wide as a landscape A4 page. */
const WIDTHS = [4, 22, 7.5, 7.5, 7.5, 7.5, 7, 7, 7, 10, 18];
const NOTE_WIDTH_SIGNS = 18;
const NAME_WIDTH_SIGNS = 22;
const JUDGEMENT_WIDTH_SIGNS = 10;

const bold = { ...FACE, fontWeight: 'bold', align: 'center', alignVertical: 'center', wrap: true } as const;
const framed = { ...FACE, borderStyle: 'thin' } as const;
const title = (value: string, more: object = {}) => ({ value, ...bold, ...framed, ...more });

/** XLSX of the board's lines. */
export async function formXlsx(board: MonthBoard): Promise<Buffer> {
  const lines = board.lines.map((line, i) => lineOf(line, i + 1, board));
  return printedXlsx([
    {
      name: SHEET,
      data: [...headingOf(board), ...lines, sumsOf(lines.length)],
      columns: WIDTHS.map((width) => ({ width })),
      heading: [FIRST_LINE - 2, FIRST_LINE - 1],
    },
  ]);
}

/** What the form is, and two rows of titles: those of counts stand under what they are of. */
function headingOf(board: MonthBoard): SheetData {
  const head = formHead(board);
  const titles = [
    'Lượt đo',
    'Mẫu cố định',
    'Mẫu di động',
    `Đánh giá (đủ là từ ${numberText(board.campaign.target)})`,
    'Ghi chú',
  ];
  return [
    [{ value: head.title, ...bold, fontSize: 14, columnSpan: WIDTHS.length, height: 24 }],
    [{ value: board.campaign.issuer, ...bold, columnSpan: WIDTHS.length, height: 20 }],
    [
      title('STT', { rowSpan: 2, height: 4 * LINE_HEIGHT_PT }),
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
        title(text, { height: 3 * LINE_HEIGHT_PT }),
      ),
      ...titles.map(() => null),
    ],
  ];
}

/** As high as its longest text needs. */
function lineOf(line: ReportLine, number: number, { campaign }: MonthBoard): SheetData[number] {
  const { reported, unit } = line;
  const note = noteOf(line, campaign);
  const judgement = sufficiencyText(line);
  const height =
    LINE_HEIGHT_PT *
    Math.max(
      linesOf(unit.name, NAME_WIDTH_SIGNS),
      linesOf(note, NOTE_WIDTH_SIGNS),
      linesOf(judgement, JUDGEMENT_WIDTH_SIGNS),
    );
  const count = (value: number) => ({
    value,
    type: Number,
    format: '#,##0',
    alignVertical: 'center' as const,
    ...framed,
  });
  return [
    { ...count(number), align: 'center', height },
    { value: unit.name, wrap: true, alignVertical: 'center', ...framed },
    count(reported.installs),
    count(reported.accesses),
    count(reported.installsTotal),
    count(reported.accessesTotal),
    count(reported.measurements),
    count(reported.countedFixed),
    count(reported.countedMobile),
    { value: judgement, wrap: true, align: 'center', alignVertical: 'center', ...framed },
    { value: note, wrap: true, alignVertical: 'center', ...framed },
  ];
}

function sumsOf(lines: number): SheetData[number] {
  const sum = (column: string) => ({
    type: 'Formula' as const,
    value: lines === 0 ? '=0' : `=SUM(${column}${FIRST_LINE}:${column}${FIRST_LINE + lines - 1})`,
    format: '#,##0',
    fontWeight: 'bold' as const,
    ...framed,
  });
  return [
    { value: '', ...framed },
    { value: 'Tổng cộng', fontWeight: 'bold' as const, ...framed },
    ...['C', 'D', 'E', 'F', 'G', 'H', 'I'].map(sum),
    { value: '', ...framed },
    { value: '', ...framed },
  ];
}
