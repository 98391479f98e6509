// A framed table on the pages of a PDF, as official forms have it: the heading again on each page, the last row in bold where it sums.
import { alignOf, isSum } from './annex.ts';

export interface Grid {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** One for each column. */
  readonly widthsPt: readonly number[];
  readonly leftPt: number;
  readonly fontSizePt: number;
}

type Row = { readonly cells: readonly string[]; readonly isHeading: boolean };

const PAD_PT = 3;

/** Draws from the document's present height on, over as many pages like the present one as it needs. */
export function drawGrid(pdf: PDFKit.PDFDocument, { heading, rows, widthsPt, leftPt, fontSizePt }: Grid): void {
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
    return Math.max(...textHeights(row)) + 2 * PAD_PT;
  }

  function textHeights({ cells, isHeading }: Row): number[] {
    pdf.font(isHeading || isSum(cells) ? 'bold' : 'regular').fontSize(fontSizePt);
    return cells.map((cell, i) => pdf.heightOfString(cell || ' ', { width: (widthsPt[i] ?? 0) - 2 * PAD_PT }));
  }

  function drawRow(row: Row): void {
    const heights = textHeights(row);
    const height = Math.max(...heights) + 2 * PAD_PT;
    const top = pdf.y;
    let left = leftPt;
    for (const [i, cell] of row.cells.entries()) {
      const width = widthsPt[i] ?? 0;
      pdf.lineWidth(0.5).rect(left, top, width, height).stroke();
      const align = alignOf(cell, i, row.isHeading);
      pdf.text(cell, left + PAD_PT, top + (height - (heights[i] ?? 0)) / 2, { width: width - 2 * PAD_PT, align });
      left += width;
    }
    pdf.y = top + height;
  }
}
