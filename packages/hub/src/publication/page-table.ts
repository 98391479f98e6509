// A table on the pages of a PDF: its title and header again on each page, numbers right-aligned, names never cut.
export interface PageColumn {
  readonly head: string;
  /** Points. */
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A figure with its interval below it in small type. */
export interface PageCell {
  readonly text: string;
  readonly below?: string;
  readonly isMuted?: boolean;
}

export type Pdf = PDFKit.PDFDocument;

export const PAGE = {
  margin: 48,
  ink: '#1f1d1a',
  muted: '#5c564d',
  line: '#ddd6cc',
  accent: '#0b5a5e',
  soft: '#f1ede7',
} as const;

const PAD_PT = 4;

/** Draws from the document's present place on, over as many pages as it needs; `continued` stands above it on each but the first. */
export function drawTable(
  pdf: Pdf,
  columns: readonly PageColumn[],
  rows: readonly (readonly PageCell[])[],
  continued: string,
): void {
  drawHead(pdf, columns);
  for (const row of rows) {
    const height = rowHeight(pdf, columns, row);
    if (pdf.y + height > bottomOf(pdf)) {
      pdf.addPage();
      pdf.font('bold').fontSize(8.5).fillColor(PAGE.muted).text(continued, PAGE.margin).moveDown(0.3);
      drawHead(pdf, columns);
    }
    drawRow(pdf, columns, row, height);
  }
  pdf.x = PAGE.margin;
  pdf.y += 10;
}

/** Begins a new page where less than so many points are left. */
export function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
}

function bottomOf(pdf: Pdf): number {
  return pdf.page.height - PAGE.margin - 16;
}

function drawHead(pdf: Pdf, columns: readonly PageColumn[]): void {
  pdf.font('bold').fontSize(7.5);
  const height =
    2 * PAD_PT +
    Math.max(...columns.map(({ head, width }) => pdf.heightOfString(head || ' ', { width: width - PAD_PT })));
  const top = pdf.y;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  pdf.rect(PAGE.margin, top, whole, height).fill(PAGE.soft);
  eachColumn(columns, ({ head, width, align }, x) => {
    pdf.fillColor(PAGE.ink).text(head, x + PAD_PT / 2, top + PAD_PT, { width: width - PAD_PT, align });
  });
  pdf.y = top + height;
}

function rowHeight(pdf: Pdf, columns: readonly PageColumn[], row: readonly PageCell[]): number {
  const heights = row.map(({ text, below }, i) => {
    const width = (columns[i]?.width ?? 0) - PAD_PT;
    const first = pdf
      .font('plain')
      .fontSize(8.5)
      .heightOfString(text || ' ', { width });
    return first + (below === undefined ? 0 : pdf.fontSize(6.5).heightOfString(below, { width }));
  });
  return Math.max(...heights) + PAD_PT;
}

function drawRow(pdf: Pdf, columns: readonly PageColumn[], row: readonly PageCell[], height: number): void {
  const top = pdf.y;
  eachColumn(columns, ({ width, align }, x, i) => {
    const cell = row[i];
    if (cell === undefined) return;
    const options = { width: width - PAD_PT, align };
    pdf
      .font('plain')
      .fontSize(8.5)
      .fillColor(cell.isMuted ? PAGE.muted : PAGE.ink);
    pdf.text(cell.text, x + PAD_PT / 2, top + PAD_PT / 2, options);
    if (cell.below !== undefined)
      pdf
        .fontSize(6.5)
        .fillColor(PAGE.muted)
        .text(cell.below, x + PAD_PT / 2, pdf.y, options);
  });
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  pdf
    .moveTo(PAGE.margin, top + height)
    .lineTo(PAGE.margin + whole, top + height)
    .lineWidth(0.5)
    .stroke(PAGE.line);
  pdf.y = top + height;
}

function eachColumn(columns: readonly PageColumn[], draw: (column: PageColumn, x: number, i: number) => void): void {
  let x = PAGE.margin;
  for (const [i, column] of columns.entries()) {
    draw(column, x, i);
    x += column.width;
  }
}
