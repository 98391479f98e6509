// A publication as a PDF for print, A4, with its own typeface in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Publication, PublishedFigure, PublishedLine } from '@i-speed/spec';
import { drawTable, keepTogether, PAGE, type PageCell, type PageColumn, type Pdf } from './page-table.ts';
import { REASON_WORDS } from './reason-words.ts';
import {
  actText,
  DOCUMENT_WORDS,
  type DocumentLanguage,
  type DocumentWords,
  type PaperOptions,
  publishedDay,
  technologyText,
} from './words.ts';

const FONTS = { plain: '400Regular/BeVietnamPro_400Regular.ttf', bold: '600SemiBold/BeVietnamPro_600SemiBold.ttf' };

/** Bytes of the PDF. The same publication gives the same pages; those of a demo say on each that they are one. */
export async function paperOf(publication: Publication, options: PaperOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { language, timeZone, isDemo } = options;
  const words = DOCUMENT_WORDS[language];
  const { tables, madeAt, version, checksum, note } = publication;
  const title = words.title(tables.month);
  const pdf = await openPaper(title, new Date(madeAt), language);
  const count = new Intl.NumberFormat(words.locale);
  const day = publishedDay(madeAt, timeZone);

  pdf.font('bold').fontSize(11).fillColor(PAGE.accent).text('i-Speed');
  pdf.fontSize(22).fillColor(PAGE.ink).text(title);
  pdf.font('plain').fontSize(10).fillColor(PAGE.muted);
  pdf.text(words.made(day, version));
  pdf.text(words.counts(count.format(tables.counted), count.format(tables.received)));
  if (note !== undefined) pdf.text(`${words.note}: ${note}`);
  pdf.moveDown(0.6).fontSize(8.5).text(words.about);
  if (tables.country.length === 0) pdf.moveDown().fontSize(11).fillColor(PAGE.ink).text(words.nothing);

  const plain = (lines: readonly PublishedLine[]) => lines.filter(({ technology }) => technology === undefined);
  for (const { kind, lines } of byKind(tables.country)) {
    const heading = `${words.headline}: ${words.kind[kind]}`;
    section(pdf, heading);
    const named = [...plain(lines), ...lines.filter(({ technology }) => technology !== undefined)].map((line) => ({
      ...line,
      name: [words.access[line.access], technologyText(line.technology)].filter(Boolean).join(' '),
    }));
    table(pdf, words, { heading, lines: named, hasRanks: false });
  }
  drawTargets(pdf, publication, options);
  for (const name of ['operators', 'provinces', 'communes'] as const) {
    for (const { kind, lines } of byKind(tables[name]))
      for (const access of ['mobile', 'fixed'] as const) {
        const own = lines.filter((line) => line.access === access && (name !== 'communes' || hasFigure(line)));
        if (own.length === 0) continue;
        const heading = `${words.tables[name]}, ${words.access[access].toLowerCase()}: ${words.kind[kind]}`;
        section(pdf, heading);
        if (name === 'communes')
          pdf.font('plain').fontSize(8.5).fillColor(PAGE.muted).text(words.communesNote).moveDown(0.3);
        table(pdf, words, {
          heading,
          lines: inOrder(own),
          hasRanks: own.some(({ rank }) => rank !== undefined),
          // Many communes of different provinces bear the same name.
          provinces: new Map(name === 'communes' ? tables.provinces.map((line) => [line.code, line.name]) : []),
        });
      }
  }
  drawExcluded(pdf, publication, words, REASON_WORDS[language]);
  keepTogether(pdf, 40);
  pdf.moveDown().font('plain').fontSize(7.5).fillColor(PAGE.muted);
  pdf.text(`${words.checksum}: ${checksum}`, PAGE.margin).text('CC BY 4.0');
  return finish(pdf, title, words, isDemo);
}

async function openPaper(title: string, madeAt: Date, language: string): Promise<Pdf> {
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

/** What the country's own networks give comes first. */
function byKind(lines: readonly PublishedLine[]) {
  const kinds = ['on-net', 'exchange', 'hosting', 'abroad'] as const;
  return kinds
    .map((kind) => ({ kind, lines: lines.filter(({ networkKind }) => networkKind === kind) }))
    .filter((one) => one.lines.length > 0);
}

function section(pdf: Pdf, title: string): void {
  keepTogether(pdf, 90);
  pdf.moveDown(0.8).font('bold').fontSize(12).fillColor(PAGE.ink).text(title, PAGE.margin).moveDown(0.3);
}

interface LineTable {
  readonly heading: string;
  readonly lines: readonly PublishedLine[];
  readonly hasRanks: boolean;
  /** Names of the provinces to stand below the lines' own, by code. */
  readonly provinces?: ReadonlyMap<string | undefined, string>;
}

function table(pdf: Pdf, words: DocumentWords, { heading, lines, hasRanks, provinces }: LineTable): void {
  const [name, rank, n, ...figures] = words.columns;
  const columns: PageColumn[] = [
    { head: name, width: hasRanks ? 125 : 160, align: 'left' },
    ...(hasRanks ? [{ head: rank, width: 38, align: 'right' as const }] : []),
    { head: n, width: 60, align: 'right' },
    ...figures.map((head): PageColumn => ({ head, width: 69, align: 'right' })),
  ];
  drawTable(
    pdf,
    columns,
    lines.map((line) => [
      nameCell(line, provinces?.get(line.provinceCode)),
      ...(hasRanks ? [{ text: rankText(line) }] : []),
      sampleCell(line, words),
      ...figureCells(line, words),
    ]),
    words.continued(heading),
  );
}

function nameCell({ name }: PublishedLine, province: string | undefined): PageCell {
  return { text: name, ...(province !== undefined && { below: province }) };
}

function rankText({ rank }: PublishedLine): string {
  if (rank === undefined) return '–';
  return rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
}

function sampleCell({ n, sample }: PublishedLine, { locale }: DocumentWords): PageCell {
  const format = new Intl.NumberFormat(locale);
  if (sample === undefined) return { text: format.format(n) };
  return { text: format.format(n), below: `${format.format(sample.counted)}/${format.format(sample.needed)}` };
}

function figureCells(line: PublishedLine, words: DocumentWords): PageCell[] {
  if (line.hidden !== undefined)
    return [{ text: line.hidden === 'few-devices' ? words.few : words.complementary, isMuted: true }];
  const { downloadMbps, uploadMbps, latencyIdleMs } = line;
  return [downloadMbps?.mean, downloadMbps?.median, uploadMbps?.median, latencyIdleMs?.median].map((figure) =>
    figureCell(figure, words),
  );
}

function figureCell(figure: PublishedFigure | undefined, words: DocumentWords): PageCell {
  if (figure === undefined) return { text: words.unmeasured, isMuted: true };
  const range =
    figure.low !== undefined &&
    figure.high !== undefined &&
    `(${shown(figure.low, words)}–${shown(figure.high, words)})`;
  if (figure.value === undefined || figure.precision === undefined) return { text: words.wide, isMuted: true };
  const text = `${shown(figure.value, words)} ${figure.precision}`;
  return range === false ? { text } : { text, below: range };
}

function shown(value: number, { locale }: DocumentWords): string {
  const digits = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(locale, digits).format(value);
}

function hasFigure({ downloadMbps, latencyIdleMs }: PublishedLine): boolean {
  return [downloadMbps?.mean, downloadMbps?.median, latencyIdleMs?.median].some((one) => one?.precision !== undefined);
}

function inOrder(lines: readonly PublishedLine[]): PublishedLine[] {
  const place = ({ rank }: PublishedLine) => (rank === undefined ? 1e9 : rank.best + rank.worst);
  return lines.toSorted((a, b) => place(a) - place(b) || b.n - a.n);
}

function drawTargets(pdf: Pdf, { tables: { targets } }: Publication, options: PaperOptions): void {
  if (targets.length === 0) return;
  const words = DOCUMENT_WORDS[options.language];
  section(pdf, words.targets);
  const columns: PageColumn[] = [
    { head: '', width: 170, align: 'left' },
    { head: words.columns[3], width: 80, align: 'right' },
    { head: '', width: 65, align: 'left' },
    { head: '', width: 184, align: 'left' },
  ];
  const rows = targets.map((target): PageCell[] => {
    const what = technologyText(target.technology) ?? words.access[target.access];
    return [
      { text: words.target(what, String(target.thresholdMbps)), below: words.kind[target.networkKind] },
      figureCell(target.mean, words),
      { text: `  ${words.verdict[target.verdict]}` },
      { text: actText(target, options), isMuted: true },
    ];
  });
  drawTable(pdf, columns, rows, words.continued(words.targets));
}

function drawExcluded(
  pdf: Pdf,
  { tables: { excluded } }: Publication,
  words: DocumentWords,
  reasons: (typeof REASON_WORDS)[DocumentLanguage],
): void {
  if (excluded.length === 0) return;
  section(pdf, words.excluded);
  const format = new Intl.NumberFormat(words.locale);
  const columns: PageColumn[] = [
    { head: '', width: 320, align: 'left' },
    { head: words.columns[2], width: 70, align: 'right' },
  ];
  drawTable(
    pdf,
    columns,
    excluded.map(({ reason, n }) => [{ text: reasons[reason] }, { text: format.format(n) }]),
    words.continued(words.excluded),
  );
}

/** Numbers the pages and gives the bytes. */
async function finish(
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
