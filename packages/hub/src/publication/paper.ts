// A publication as a PDF for print, A4, with its own typeface in it: what stands on it, in this order.
import type { Publication, PublishedLine } from '@i-speed/spec';
import { drawTable, keepTogether, PAGE, type PageCell, type PageColumn, type Pdf } from './page-table.ts';
import { drawLineTable, figureCell } from './paper-lines.ts';
import { finish, openPaper, section } from './paper-page.ts';
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
    drawLineTable(pdf, words, { heading, lines: named, hasRanks: false });
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
        drawLineTable(pdf, words, {
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

/** What the country's own networks give comes first. */
function byKind(lines: readonly PublishedLine[]) {
  const kinds = ['on-net', 'exchange', 'hosting', 'abroad'] as const;
  return kinds
    .map((kind) => ({ kind, lines: lines.filter(({ networkKind }) => networkKind === kind) }))
    .filter((one) => one.lines.length > 0);
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
