// A drawing as a page for the printer: its true size, vectors, fonts embedded.
import { createRequire } from 'node:module';
import { FONT_FILES } from '../card/render.ts';

const POINTS_PER_MM = 72 / 25.4;

/** PDF of one page of this size in millimetres. Throws where the drawing asks for what PDF cannot give. */
export async function toPdf(
  svg: string,
  title: string,
  widthMm: number,
  heightMm: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const [{ default: PDFDocument }, { default: drawSvg }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ]);
  const size: [number, number] = [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM];
  const document = new PDFDocument({ size, margin: 0, info: { Title: title, Creator: 'i-Speed' } });
  const parts: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (part: Uint8Array) => parts.push(part));
    document.on('end', resolve);
    document.on('error', reject);
  });
  const { resolve } = createRequire(import.meta.url);
  for (const [i, name] of ['regular', 'bold'].entries())
    document.registerFont(name, resolve(`@expo-google-fonts/be-vietnam-pro/${FONT_FILES[i]}`));
  // Its own size would be taken for points: the page's holds.
  drawSvg(document, svg.replace(/ width="[^"]+" height="[^"]+"/, ''), 0, 0, {
    width: size[0],
    height: size[1],
    assumePt: true,
    fontCallback: (_family, isBold) => (isBold ? 'bold' : 'regular'),
    warningCallback: (warning) => {
      throw new Error(`the drawing cannot become a PDF: ${warning}`);
    },
  });
  document.end();
  await ended;
  return Uint8Array.from(Buffer.concat(parts));
}
