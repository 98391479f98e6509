// A framed table on the pages of a PDF, as official forms have it: the heading again on each page, the last row in bold where it sums.

export interface Grid {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Points, one for each column. */
  readonly widths: readonly number[];
  readonly x: number;
  readonly fontSize: number;
}

const PAD = 3;
const SUM = 'Tổng cộng';

/** Draws from the document's present height on, over as many pages as it needs. */
export function drawGrid(pdf: PDFKit.PDFDocument, { heading, rows, widths, x, fontSize }: Grid): void {
  const drawRow = (cells: readonly string[], isHeading: boolean) => {
    const isSum = cells.includes(SUM);
    pdf.font(isHeading || isSum ? 'bold' : 'regular').fontSize(fontSize);
    const heights = cells.map((cell, i) => pdf.heightOfString(cell || ' ', { width: (widths[i] ?? 0) - 2 * PAD }));
    const height = Math.max(...heights) + 2 * PAD;
    if (!isHeading && pdf.y + height > pdf.page.height - pdf.page.margins.bottom) {
      pdf.addPage();
      drawRow(heading, true);
      pdf.font(isSum ? 'bold' : 'regular').fontSize(fontSize);
    }
    const top = pdf.y;
    let left = x;
    for (const [i, cell] of cells.entries()) {
      const width = widths[i] ?? 0;
      const isNumber = /^[\d./]+$/.test(cell);
      const align = isHeading || i === 0 ? 'center' : isNumber ? 'right' : 'left';
      pdf.lineWidth(0.5).rect(left, top, width, height).stroke();
      pdf.text(cell, left + PAD, top + (height - (heights[i] ?? 0)) / 2, { width: width - 2 * PAD, align });
      left += width;
    }
    pdf.y = top + height;
  };
  drawRow(heading, true);
  for (const row of rows) drawRow(row, false);
}
