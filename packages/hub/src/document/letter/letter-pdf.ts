// The letter and its annex as PDF, laid out as the DOCX is; the typeface is embedded, so that it reads the same everywhere.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Annex, annexMark } from './annex.ts';
import { annexOf, type Letter, MOTTO, SIGNATURE, SIGNER, SIGNER_NAME, STATE_NAME, unbroken } from './letter.ts';
import { drawGrid } from './pdf-grid.ts';

const POINTS_PER_MM = 72 / 25.4;
const pointsOf = (lengthMm: number) => lengthMm * POINTS_PER_MM;
const MARGINS_PT = { top: pointsOf(20), bottom: pointsOf(20), left: pointsOf(30), right: pointsOf(18) };
/** Tinos has the measures of Times New Roman, and a licence under which it may be embedded. */
const FONTS = {
  regular: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
};
/** Points, as in the DOCX: the decree's 13 to 14 for the body, 12 to 13 for the heads, 11 for recipients. */
const BODY_PT = 14;
const HEAD_PT = 13;
const SIDE_PT = 12;
const SMALL_PT = 11;
const SIGNATURE_ROOM_PT = 150;

type Pdf = PDFKit.PDFDocument;
type Font = keyof typeof FONTS;

/** The letter with its annexes. `at` is written into the file as its time. */
export async function letterPdf(letter: Letter, at: Date, annexes: readonly Annex[] = []): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margins: MARGINS_PT,
    bufferPages: true,
    lang: 'vi',
    info: { Title: letter.subject, Creator: 'i-Speed', CreationDate: at, ModDate: at },
  });
  const { resolve } = createRequire(import.meta.url);
  for (const [name, file] of Object.entries(FONTS))
    pdf.registerFont(name, readFileSync(resolve(`@expo-google-fonts/tinos/${file}`)));
  const parts: Buffer[] = [];
  const ended = new Promise<void>((done, fail) => pdf.on('end', done).on('error', fail));
  pdf.on('data', (part: Buffer) => parts.push(part));

  drawHeads(pdf, letter);
  drawBody(pdf, letter);
  drawFoot(pdf, letter);
  numberPages(pdf, true);
  for (const [i, annex] of annexes.entries()) drawAnnex(pdf, letter, annex, annexMark(i, annexes.length));
  pdf.end();
  await ended;
  return Buffer.concat(parts);
}

function drawHeads(pdf: Pdf, letter: Letter): void {
  const { left, top } = MARGINS_PT;
  const leftWidthPt = pointsOf(68);
  const right = { x: left + leftWidthPt, width: pointsOf(94) };
  const underLeft = column(pdf, left, leftWidthPt, top, [
    ...(letter.parent === undefined ? [] : [['regular', SIDE_PT, letter.parent.toUpperCase()] as const]),
    ['bold', SIDE_PT, letter.issuer.toUpperCase(), 22],
    ['regular', HEAD_PT, letter.number],
    ['regular', SIDE_PT, letter.subject],
  ]);
  const underRight = column(pdf, right.x, right.width, top, [
    ['bold', SIDE_PT, STATE_NAME],
    ['bold', HEAD_PT, MOTTO, 52],
    ['italic', HEAD_PT, letter.placeAndDate],
  ]);
  pdf.y = Math.max(underLeft, underRight) + 18;
  pdf
    .font('regular')
    .fontSize(BODY_PT)
    .text(`Kính gửi: ${letter.addressee}`, left, pdf.y, { width: pointsOf(162), align: 'center' });
  pdf.y += 12;
}

function drawBody(pdf: Pdf, letter: Letter): void {
  const setting = { width: pointsOf(162), align: 'justify', indent: pointsOf(12), lineGap: 2 } as const;
  for (const [i, one] of letter.paragraphs.entries()) {
    pdf.font('regular').fontSize(BODY_PT);
    const isLast = i === letter.paragraphs.length - 1;
    // A signature never stands alone on a page.
    const room = isLast ? pdf.heightOfString(unbroken(one), setting) + SIGNATURE_ROOM_PT : 0;
    if (pdf.y + room > pdf.page.height - MARGINS_PT.bottom) pdf.addPage();
    pdf.text(unbroken(one), MARGINS_PT.left, pdf.y, setting);
    pdf.y += 5;
  }
}

function drawFoot(pdf: Pdf, letter: Letter): void {
  const { left } = MARGINS_PT;
  const top = pdf.y + 14;
  const halfPt = pointsOf(81);
  pdf.font('boldItalic').fontSize(SIDE_PT).text('Nơi nhận:', left, top, { width: halfPt });
  pdf.font('regular').fontSize(SMALL_PT);
  for (const one of letter.recipients) pdf.text(`- ${one}`, { width: halfPt });
  const under = column(pdf, left + halfPt, halfPt, top, [
    ['bold', BODY_PT, SIGNER],
    ['italic', HEAD_PT, SIGNATURE],
  ]);
  column(pdf, left + halfPt, halfPt, under + 70, [['bold', BODY_PT, SIGNER_NAME]]);
}

function drawAnnex(pdf: Pdf, letter: Letter, annex: Annex, mark: string): void {
  pdf.addPage({ size: 'A4', layout: 'landscape', margins: MARGINS_PT });
  const first = pdf.bufferedPageRange().count - 1;
  const { heading, rows, title, widthsMm } = annex;
  const width = pointsOf(249);
  pdf.y = column(pdf, MARGINS_PT.left, width, MARGINS_PT.top, [
    ['bold', BODY_PT, mark],
    ['bold', BODY_PT, title],
    ['italic', SIDE_PT, annexOf(letter)],
  ]);
  pdf.y += 8;
  drawGrid(pdf, { heading, rows, widthsPt: widthsMm.map(pointsOf), leftPt: MARGINS_PT.left, fontSizePt: SMALL_PT });
  numberPages(pdf, false, first);
}

type Line = readonly [font: Font, sizePt: number, text: string, ruleMm?: number];

/** Centred lines one below the other, a rule of so many millimetres under a line that names one; gives where they end. */
function column(pdf: Pdf, x: number, width: number, top: number, lines: readonly Line[]): number {
  let y = top;
  for (const [font, sizePt, words, ruleMm] of lines) {
    pdf.font(font).fontSize(sizePt).text(unbroken(words), x, y, { width, align: 'center' });
    y = pdf.y + 2;
    if (ruleMm === undefined) continue;
    const from = x + (width - pointsOf(ruleMm)) / 2;
    pdf
      .moveTo(from, y)
      .lineTo(from + pointsOf(ruleMm), y)
      .lineWidth(0.7)
      .stroke();
    y += 5;
  }
  return y;
}

/** Numbers at the top, in the middle; letter and annex each count from 1, and a letter's first page has none. */
function numberPages(pdf: Pdf, skipsFirst: boolean, first = 0): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = first; page < count; page += 1) {
    if (skipsFirst && page === first) continue;
    pdf.switchToPage(page);
    const { top } = pdf.page.margins;
    pdf.page.margins.top = 0;
    pdf
      .font('regular')
      .fontSize(HEAD_PT)
      .text(String(page - first + 1), 0, pointsOf(10), { width: pdf.page.width, align: 'center' });
    pdf.page.margins.top = top;
  }
  pdf.switchToPage(count - 1);
}
