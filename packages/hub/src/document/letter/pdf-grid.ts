// A framed table on the pages of a PDF, as official forms have it: the heading again on each page, the last row in bold where it sums.
import { alignOf, isSum } from './annex.ts';

export interface Grid {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Points, one for each column. */
  readonly widths: readonly number[];
  readonly x: number;
  readonly fontSize: number;
}

type Row = { readonly cells: readonly string[]; readonly isHeading: boolean };

const PAD = 3;

/** Draws from the document's present height on, over as many pages like the present one as it needs. */
export function drawGrid(pdf: PDFKit.PDFDocument, { heading, rows, widths, x, fontSize }: Grid): void {
  const { margins } = pdf.page;
  const size: [number, number] = [pdf.page.width, pdf.page.height];
  const head = { cells: heading, isHeading: true };
  drawRow(head);
  for (const [i, cells] of rows.entries()) {
    const row = { cells, isHeading: false };
    const next = rows[i + 1] ?? [];
    // A sum never stands alone on a page.
    const room = heightOf(row) + (isSum(next) ? heightOf({ cells: next, isHeading: false }) : 0);
    if (pdf.y + room > pdf.page.height - margins.bottom) {
      pdf.addPage({ size, margins });
      drawRow(head);
    }
    drawRow(row);
  }

  function heightOf(row: Row): number {
    return Math.max(...textHeights(row)) + 2 * PAD;
  }

  function textHeights({ cells, isHeading }: Row): number[] {
    pdf.font(isHeading || isSum(cells) ? 'bold' : 'regular').fontSize(fontSize);
    return cells.map((cell, i) => pdf.heightOfString(cell || ' ', { width: (widths[i] ?? 0) - 2 * PAD }));
  }

  function drawRow(row: Row): void {
    const heights = textHeights(row);
    const height = Math.max(...heights) + 2 * PAD;
    const top = pdf.y;
    let left = x;
    for (const [i, cell] of row.cells.entries()) {
      const width = widths[i] ?? 0;
      pdf.lineWidth(0.5).rect(left, top, width, height).stroke();
      const align = alignOf(cell, i, row.isHeading);
      pdf.text(cell, left + PAD, top + (height - (heights[i] ?? 0)) / 2, { width: width - 2 * PAD, align });
      left += width;
    }
    pdf.y = top + height;
  }
}
