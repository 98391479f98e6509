// A framed table of an annex in DOCX. What all cells share stands once, in their style and in the table: said in every cell again it takes
// three times the time and five times the bytes, of which a form of the whole country has ten thousand rows.
import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { alignOf, isSum } from './annex.ts';
import { CELL, twipsOf } from './docx-text.ts';
import { unbroken } from './letter.ts';

const ALIGN = { center: AlignmentType.CENTER, right: AlignmentType.RIGHT, left: AlignmentType.LEFT } as const;

/** The first row is the heading, which is repeated on every page. */
export function framedTable(rows: readonly (readonly string[])[], widthsMm: readonly number[]): Table {
  const rowOf = (cells: readonly string[], i: number) => {
    const isHeading = i === 0;
    const isBold = isHeading || isSum(cells);
    const isWithNext = isSum(rows[i + 1] ?? []);
    const cellOf = (words: string, column: number) => {
      const align = alignOf(words, column, isHeading);
      const paragraph = new Paragraph({
        style: CELL,
        ...(align !== 'left' && { alignment: ALIGN[align] }),
        ...(isWithNext && { keepNext: true, keepLines: true }),
        children: [new TextRun({ text: unbroken(words), ...(isBold && { bold: true }) })],
      });
      const width = { size: twipsOf(widthsMm[column] ?? 20), type: WidthType.DXA };
      return new TableCell({ width, verticalAlign: VerticalAlign.CENTER, children: [paragraph] });
    };
    return new TableRow({ ...(isHeading && { tableHeader: true }), cantSplit: true, children: cells.map(cellOf) });
  };
  return new Table({
    columnWidths: widthsMm.map(twipsOf),
    layout: TableLayoutType.FIXED,
    margins: { left: twipsOf(1), right: twipsOf(1), top: twipsOf(0.8), bottom: twipsOf(0.4) },
    rows: rows.map(rowOf),
  });
}
