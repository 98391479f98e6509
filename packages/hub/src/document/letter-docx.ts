// A letter and its annex as DOCX: A4, Times New Roman 13-14, margins 20/20/30/15-20 mm, as Decree 30/2020/NĐ-CP lays it out.
import type { MonthBoard } from '@i-speed/spec';
import {
  AlignmentType,
  BorderStyle,
  Document,
  type ISectionOptions,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Letter, MOTTO, STATE_NAME } from './letter.ts';
import { formHead, noteOf } from './words.ts';

/** Twentieths of a point in a millimetre. */
const TWIPS_PER_MM = 56.693;
const mm = (length: number) => Math.round(length * TWIPS_PER_MM);
const MARGIN = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(18) };
/** Half points. */
const BODY = 28;
const HEAD = 26;
const SMALL = 22;

type Align = (typeof AlignmentType)[keyof typeof AlignmentType];
interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly align?: Align;
  readonly isIndented?: boolean;
  readonly hasLine?: boolean;
  readonly afterPt?: number;
}

/** The letter alone, or with the form of a month as its annex. */
export async function letterDocx(letter: Letter, annex?: MonthBoard): Promise<Buffer> {
  const sections: ISectionOptions[] = [
    {
      properties: { page: { margin: MARGIN, size: { width: mm(210), height: mm(297) } } },
      children: letterBody(letter),
    },
    ...(annex === undefined ? [] : [annexSection(annex)]),
  ];
  const document = new Document({
    creator: 'i-Speed',
    title: letter.subject,
    styles: { default: { document: { run: { font: 'Times New Roman', size: BODY } } } },
    sections,
  });
  return Packer.toBuffer(document);
}

function letterBody(letter: Letter) {
  const center = AlignmentType.CENTER;
  return [
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: [mm(65), mm(97)],
      borders: NO_BORDERS,
      rows: [
        new TableRow({
          children: [
            cell([
              text(letter.issuer.toUpperCase(), { size: HEAD, bold: true, align: center, hasLine: true }),
              text(letter.number, { size: HEAD, align: center }),
              text(letter.subject, { size: 24, align: center }),
            ]),
            cell([
              text(STATE_NAME, { size: HEAD, bold: true, align: center }),
              text(MOTTO, { size: BODY, bold: true, align: center, hasLine: true }),
              text(letter.placeAndDate, { size: HEAD, italics: true, align: center }),
            ]),
          ],
        }),
      ],
    }),
    text('', {}),
    text(`Kính gửi: ${letter.addressee}`, { align: center, afterPt: 12 }),
    ...letter.paragraphs.map((one) => text(one, { align: AlignmentType.JUSTIFIED, isIndented: true, afterPt: 6 })),
    ...(letter.table === undefined ? [] : [framedTable(letter.table, [12, 75, 27, 27, 21]), text('', {})]),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: [mm(81), mm(81)],
      borders: NO_BORDERS,
      rows: [
        new TableRow({
          children: [
            cell([
              text('Nơi nhận:', { size: 24, bold: true, italics: true }),
              ...letter.recipients.map((one) => text(`- ${one}`, { size: SMALL })),
            ]),
            cell([
              text('THỦ TRƯỞNG CƠ QUAN', { bold: true, align: center }),
              text('(Chữ ký, dấu)', { italics: true, align: center }),
            ]),
          ],
        }),
      ],
    }),
  ];
}

function annexSection(board: MonthBoard): ISectionOptions {
  const head = formHead(board);
  const center = AlignmentType.CENTER;
  const rows = board.lines.map((line, i) => {
    const { installs, accesses, installsTotal, accessesTotal, countedFixed, countedMobile } = line.reported;
    const figures = [installs, accesses, installsTotal, accessesTotal, countedFixed, countedMobile];
    return [String(i + 1), line.unit.name, ...figures.map(number), noteOf(line)];
  });
  const { totals } = board;
  const sums = [
    totals.installs,
    totals.accesses,
    totals.installsTotal,
    totals.accessesTotal,
    totals.countedFixed,
    totals.countedMobile,
  ];
  const titles = [
    'STT',
    'Đơn vị',
    `${head.installs} trong tháng`,
    `${head.accesses} trong tháng`,
    `${head.installs} lũy kế`,
    `${head.accesses} lũy kế`,
    'Mẫu cố định',
    'Mẫu di động',
    'Ghi chú',
  ];
  return {
    properties: {
      page: {
        margin: MARGIN,
        // Word swaps the sides itself where the page lies.
        size: { width: mm(210), height: mm(297), orientation: PageOrientation.LANDSCAPE },
      },
    },
    children: [
      text('Phụ lục', { bold: true, align: center }),
      text(head.title, { bold: true, align: center }),
      text(`(Kèm theo văn bản của ${board.campaign.issuer}; ${head.inMonth.toLowerCase()})`, {
        italics: true,
        align: center,
        afterPt: 8,
      }),
      framedTable([titles, ...rows, ['', 'Tổng cộng', ...sums.map(number), '']], [11, 58, 22, 22, 22, 22, 20, 20, 52]),
    ],
  };
}

function framedTable(rows: readonly (readonly string[])[], widthsMm: readonly number[]): Table {
  return new Table({
    columnWidths: widthsMm.map(mm),
    rows: rows.map(
      (cells, i) =>
        new TableRow({
          tableHeader: i === 0,
          cantSplit: true,
          children: cells.map(
            (one, column) =>
              new TableCell({
                width: { size: mm(widthsMm[column] ?? 20), type: WidthType.DXA },
                verticalAlign: VerticalAlign.CENTER,
                margins: { left: mm(1), right: mm(1) },
                children: [
                  text(one, {
                    size: SMALL,
                    bold: i === 0,
                    align:
                      i === 0 || column === 0
                        ? AlignmentType.CENTER
                        : /^[\d./]+$/.test(one)
                          ? AlignmentType.RIGHT
                          : AlignmentType.LEFT,
                  }),
                ],
              }),
          ),
        }),
    ),
  });
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

function cell(children: Paragraph[]): TableCell {
  return new TableCell({ borders: { top: NONE, bottom: NONE, left: NONE, right: NONE }, children });
}

/** A paragraph; `hasLine` draws the line that the decree wants under issuer and motto. */
function text(content: string, style: Style): Paragraph {
  const { size = BODY, bold = false, italics = false, align = AlignmentType.LEFT, afterPt = 2 } = style;
  const line = { style: BorderStyle.SINGLE, size: 6, space: 2, color: '000000' };
  return new Paragraph({
    alignment: align,
    spacing: { after: afterPt * 20 },
    ...(style.isIndented && { indent: { firstLine: mm(12) } }),
    ...(style.hasLine && { border: { bottom: line }, indent: { left: mm(12), right: mm(12) } }),
    children: [new TextRun({ text: content, size, bold, italics })],
  });
}

function number(value: number): string {
  return value.toLocaleString('vi-VN');
}
