// Lines of a publication as a table of a page: figures with class and interval, or why there is none.
import type { PublishedFigure, PublishedLine } from '@i-speed/spec';
import { drawTable, type PageCell, type PageColumn, type Pdf } from './page-table.ts';
import type { DocumentWords } from './words.ts';

/** One table: lines of one access kind and kind of point. */
export interface LineTable {
  /** Stands again above each further page. */
  readonly heading: string;
  readonly lines: readonly PublishedLine[];
  readonly hasRanks: boolean;
  /** Names of the provinces to stand below the lines' own, by code. */
  readonly provinces?: ReadonlyMap<string | undefined, string>;
}

/** Draws the lines in their order, from the document's present place on. */
export function drawLineTable(
  pdf: Pdf,
  words: DocumentWords,
  { heading, lines, hasRanks, provinces }: LineTable,
): void {
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

/** The figure and its interval below; without a class the words for that. */
export function figureCell(figure: PublishedFigure | undefined, words: DocumentWords): PageCell {
  if (figure === undefined) return { text: words.unmeasured, isMuted: true };
  if (figure.missingDevices !== undefined)
    return { text: words.missing(new Intl.NumberFormat(words.locale).format(figure.missingDevices)), isMuted: true };
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
