// A letter and its annex as DOCX: A4, Times New Roman 13-14, margins 20/20/30/15-20 mm, as Decree 30/2020/NĐ-CP lays it out.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Annex, annexMark } from './annex.ts';
import { framedTable } from './docx-table.ts';
import { BODY_HALF_PT, CELL_STYLE, SMALL_HALF_PT, text, twipsOf } from './docx-text.ts';
import { annexOf, type Letter, MOTTO, SIGNATURE, SIGNER, SIGNER_NAME, STATE_NAME } from './letter.ts';

const MARGIN_TWIPS = { top: twipsOf(20), bottom: twipsOf(20), left: twipsOf(30), right: twipsOf(18) };
/** Half points. */
const HEAD_HALF_PT = 26;
const SIDE_HALF_PT = 24;

/** The letter with its annexes. */
export async function letterDocx(letter: Letter, annexes: readonly Annex[] = []): Promise<Buffer> {
  const sections: ISectionOptions[] = [
    {
      properties: {
        titlePage: true,
        page: { margin: MARGIN_TWIPS, size: { width: twipsOf(210), height: twipsOf(297) } },
      },
      headers: { default: pageNumber(), first: new Header({ children: [] }) },
      children: letterBody(letter),
    },
    ...annexes.map((annex, i) => annexSection(annex, annexMark(i, annexes.length), letter)),
  ];
  const document = new Document({
    creator: 'i-Speed',
    title: letter.subject,
    styles: {
      default: { document: { run: { font: 'Times New Roman', size: BODY_HALF_PT } } },
      paragraphStyles: [CELL_STYLE],
    },
    sections,
  });
  return Packer.toBuffer(document);
}

function letterBody(letter: Letter) {
  const center = AlignmentType.CENTER;
  return [
    sideBySide(
      [68, 94],
      [
        ...(letter.parent === undefined
          ? []
          : [text(letter.parent.toUpperCase(), { size: SIDE_HALF_PT, align: center })]),
        text(letter.issuer.toUpperCase(), { size: SIDE_HALF_PT, bold: true, align: center, afterPt: 0 }),
        rule(22),
        text(letter.number, { size: HEAD_HALF_PT, align: center }),
        text(letter.subject, { size: SIDE_HALF_PT, align: center }),
      ],
      [
        text(STATE_NAME, { size: SIDE_HALF_PT, bold: true, align: center }),
        text(MOTTO, { size: HEAD_HALF_PT, bold: true, align: center, afterPt: 0 }),
        rule(21),
        text(letter.placeAndDate, { size: HEAD_HALF_PT, italics: true, align: center }),
      ],
    ),
    text('', {}),
    text(`Kính gửi: ${letter.addressee}`, { align: center, afterPt: 12 }),
    ...letter.paragraphs.map((one, i) =>
      text(one, {
        align: AlignmentType.JUSTIFIED,
        isIndented: true,
        afterPt: 6,
        // A signature never stands alone on a page.
        isWithNext: i === letter.paragraphs.length - 1,
      }),
    ),
    text('', { isWithNext: true }),
    sideBySide(
      [81, 81],
      [
        text('Nơi nhận:', { size: SIDE_HALF_PT, bold: true, italics: true }),
        ...letter.recipients.map((one) => text(`- ${one}`, { size: SMALL_HALF_PT })),
      ],
      [
        text(SIGNER, { bold: true, align: center }),
        text(SIGNATURE, { size: HEAD_HALF_PT, italics: true, align: center, afterPt: 72 }),
        text(SIGNER_NAME, { bold: true, align: center }),
      ],
    ),
  ];
}

function annexSection({ title, heading, rows, widthsMm }: Annex, mark: string, letter: Letter): ISectionOptions {
  const center = AlignmentType.CENTER;
  return {
    properties: {
      page: {
        margin: MARGIN_TWIPS,
        // Word swaps the sides itself where the page lies.
        size: { width: twipsOf(210), height: twipsOf(297), orientation: PageOrientation.LANDSCAPE },
        pageNumbers: { start: 1 },
      },
    },
    headers: { default: pageNumber() },
    children: [
      text(mark, { bold: true, align: center }),
      text(title, { bold: true, align: center }),
      text(annexOf(letter), { size: SIDE_HALF_PT, italics: true, align: center, afterPt: 8 }),
      framedTable([heading, ...rows], widthsMm),
    ],
  };
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };

/** Two columns without a frame. */
function sideBySide(widthsMm: readonly [number, number], left: Paragraph[], right: Paragraph[]): Table {
  return new Table({
    columnWidths: widthsMm.map(twipsOf),
    layout: TableLayoutType.FIXED,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [left, right].map(
          (children, column) =>
            new TableCell({
              width: { size: twipsOf(widthsMm[column] ?? 81), type: WidthType.DXA },
              margins: { left: 0, right: 0 },
              borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
              children,
            }),
        ),
      }),
    ],
  });
}

/** Pages are numbered at the top, in the middle, the first one not. */
function pageNumber(): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: HEAD_HALF_PT });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

/** The line that the decree wants under issuer and motto, so far from both sides of its column. */
function rule(insetMm: number): Paragraph {
  const line = { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' };
  return new Paragraph({
    border: { top: line },
    indent: { left: twipsOf(insetMm), right: twipsOf(insetMm) },
    spacing: { before: 40, after: 0, line: 80, lineRule: LineRuleType.EXACT },
    children: [],
  });
}
