// The pages that a publication is drawn on: opened with its typeface, headed by sections, numbered at the end.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { keepTogether, PAGE, type Pdf } from './page-table.ts';
import type { DocumentWords } from './words.ts';

const FONTS = { plain: '400Regular/BeVietnamPro_400Regular.ttf', bold: '600SemiBold/BeVietnamPro_600SemiBold.ttf' };

/** An empty A4 document; the time of its making is the publication's, so that the same one gives the same bytes. */
export async function openPaper(title: string, madeAt: Date, language: string): Promise<Pdf> {
  const { default: PDFDocument } = await import('pdfkit');
  const { resolve } = createRequire(import.meta.url);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: PAGE.margin,
    bufferPages: true,
    lang: language,
    displayTitle: true,
    info: { Title: title, Author: 'i-Speed', CreationDate: madeAt, ModDate: madeAt },
  });
  for (const [name, file] of Object.entries(FONTS))
    pdf.registerFont(name, readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${file}`)));
  return pdf;
}

/** A heading that never stands alone at the foot of a page. */
export function section(pdf: Pdf, title: string): void {
  keepTogether(pdf, 90);
  pdf.moveDown(0.8).font('bold').fontSize(12).fillColor(PAGE.ink).text(title, PAGE.margin).moveDown(0.3);
}

/** Numbers the pages, marks those of a demo, and gives the bytes. */
export async function finish(
  pdf: Pdf,
  title: string,
  words: DocumentWords,
  isDemo: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => pdf.once('end', () => resolve()));
  const { count } = pdf.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    pdf.switchToPage(i);
    // The foot lies in the margin, where text would begin a new page.
    pdf.page.margins.bottom = 0;
    const y = pdf.page.height - PAGE.margin + 8;
    const options = { width: pdf.page.width - 2 * PAGE.margin, lineBreak: false };
    pdf.font('plain').fontSize(7.5).fillColor(PAGE.muted);
    pdf.text(`i-Speed · ${title}`, PAGE.margin, y, options);
    pdf.text(words.page(i + 1, count), PAGE.margin, y, { ...options, align: 'right' });
    if (isDemo) drawDemoMark(pdf, words.simulated);
  }
  pdf.end();
  await ended;
  return Uint8Array.from(Buffer.concat(chunks));
}

/** A strip along the upper edge, in the margin. */
function drawDemoMark(pdf: Pdf, text: string): void {
  const { width } = pdf.page;
  pdf.rect(0, 0, width, 20).fill('#ffd65c');
  pdf.font('bold').fontSize(9).fillColor(PAGE.ink);
  pdf.text(text, 0, 5, { width, align: 'center', lineBreak: false });
}
