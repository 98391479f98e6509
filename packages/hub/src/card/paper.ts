// One measurement on paper, a page of A4: for those who show it to their operator or an authority.
import type { DirectionResult, Measurement } from '@i-speed/spec';
import QRCode from 'qrcode';
import { drawTable, PAGE, type PageCell, type Pdf } from '../publication/page-table.ts';
import { finish, openPaper } from '../publication/paper-page.ts';
import { REASON_WORDS } from '../publication/reason-words.ts';
import { DOCUMENT_WORDS, technologyText } from '../publication/words.ts';
import { type CardNames, pointText } from './draw.ts';
import { PAPER_WORDS, type PaperWords } from './paper-words.ts';
import { instantText, intervalText, type Language, millisecondsText, rateParts, WORDS } from './words.ts';

const WIDTH = 499;
const QR_SIZE = 92;

/** Bytes of the PDF; `link` is where the result is found. The same measurement gives the same page; one of a demo says so. */
export async function resultPaper(
  measurement: Measurement,
  names: CardNames,
  link: string,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = PAPER_WORDS[language];
  const when = instantText(measurement.startedAt, names.timeZone, language);
  const title = `${words.title}, ${when}`;
  const pdf = await openPaper(title, new Date(measurement.startedAt), language);

  pdf.font('bold').fontSize(11).fillColor(PAGE.accent).text('i-Speed');
  pdf.fontSize(20).fillColor(PAGE.ink).text(words.title);
  pdf.font('plain').fontSize(10.5).fillColor(PAGE.muted);
  pdf.text([when, names.operatorName, names.areaName].filter((part) => part !== undefined).join(' · '));
  pdf.moveDown(1);

  const top = pdf.y;
  drawRate(pdf, PAGE.margin, top, WORDS[language].download, measurement.download, language);
  drawRate(pdf, PAGE.margin + WIDTH / 2, top, WORDS[language].upload, measurement.upload, language);
  pdf.x = PAGE.margin;
  pdf.y = top + 92;

  const columns = [
    { head: words.details, width: 190, align: 'left' as const },
    { head: '', width: WIDTH - 190, align: 'left' as const },
  ];
  drawTable(pdf, columns, rowsOf(measurement, names, language), words.title);
  pdf.font('plain').fontSize(9).fillColor(PAGE.muted);
  for (const note of words.notes) pdf.text(note, PAGE.margin, pdf.y, { width: WIDTH }).moveDown(0.4);
  drawCheck(pdf, link, words);
  return finish(pdf, title, DOCUMENT_WORDS[language], names.isDemo);
}

function drawRate(
  pdf: Pdf,
  x: number,
  y: number,
  name: string,
  result: DirectionResult | undefined,
  language: Language,
): void {
  const width = WIDTH / 2 - 12;
  pdf.font('plain').fontSize(10.5).fillColor(PAGE.muted).text(name, x, y, { width });
  pdf.font('bold').fontSize(30).fillColor(PAGE.ink);
  if (result === undefined) {
    pdf.fontSize(18).text(WORDS[language].notMeasured, x, y + 22, { width });
    return;
  }
  const { rateMbps, rateLowMbps: low, rateHighMbps: high } = result;
  const { figure, unit } = rateParts(rateMbps, language);
  pdf.text(`${figure} ${unit}`, x, y + 15, { width });
  if (low === undefined || high === undefined) return;
  pdf.font('plain').fontSize(10.5).fillColor(PAGE.muted);
  pdf.text(`${intervalText(low, high, rateMbps, language)} ${unit}`, x, y + 60, { width });
}

/** Name and value of what the record holds; of latency and loss also that they were not measured. */
function rowsOf(measurement: Measurement, names: CardNames, language: Language): PageCell[][] {
  const { latency, loss, access, family, download, upload } = measurement;
  const words = PAPER_WORDS[language];
  const { locale, access: kinds } = DOCUMENT_WORDS[language];
  const { notMeasured } = WORDS[language];
  const ms = (value: number | undefined) => (value === undefined ? notMeasured : millisecondsText(value, language));
  const count = (value: number) => new Intl.NumberFormat(locale).format(value);
  const bytes = (download?.bytes ?? 0) + (upload?.bytes ?? 0);
  const limits = new Set([download, upload].flatMap((result) => (result?.limitedBy ? [result.limitedBy] : [])));
  const network = [access?.kind && kinds[access.kind], technologyText(access?.technology)].filter(Boolean).join(', ');
  const rows: [string, string | undefined][] = [
    [words.when, instantText(measurement.startedAt, names.timeZone, language)],
    [words.operator, names.operatorName],
    [words.area, names.areaName],
    [words.access, network],
    [words.point, pointText(names, language)],
    [words.family, family && `IPv${family}`],
    [words.idle, ms(latency?.idle?.medianMs)],
    [words.loadedDown, ms(latency?.loadedDown?.medianMs)],
    [words.loadedUp, ms(latency?.loadedUp?.medianMs)],
    [words.jitter, ms(latency?.idle?.jitterMs)],
    [words.loss, loss ? words.lost(count(Math.max(0, loss.sent - loss.received)), count(loss.sent)) : notMeasured],
    [words.data, `${count(Math.round(bytes / 1e5) / 10)} MB`],
    [words.limited, [...limits].map((limit) => words.limits[limit]).join(', ')],
    [words.statistics, standingOf(measurement, words, language)],
    [words.receipt, measurement.corroborated ? words.confirmed : words.unconfirmed],
    [words.method, measurement.methodVersion],
    [words.id, measurement.id],
  ];
  return rows.flatMap(([name, value]) => (value ? [[{ text: name, isMuted: true }, { text: value }]] : []));
}

function standingOf(measurement: Measurement, words: PaperWords, language: Language): string {
  if (measurement.countsInStatistics) return words.counted;
  if (measurement.validity === 'valid') return words.notAgain;
  return `${words.excluded}: ${measurement.reasons.map((reason) => REASON_WORDS[language][reason]).join('; ')}`;
}

/** The link in words and as a QR code, with its quiet zone. */
function drawCheck(pdf: Pdf, link: string, words: PaperWords): void {
  const top = pdf.y + 10;
  const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M' });
  const side = QR_SIZE / (modules.size + 8);
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++)
      if (modules.get(y, x)) pdf.rect(PAGE.margin + (x + 4) * side, top + (y + 4) * side, side, side);
  pdf.fill(PAGE.ink);
  const x = PAGE.margin + QR_SIZE + 12;
  const width = WIDTH - QR_SIZE - 12;
  pdf
    .font('bold')
    .fontSize(10.5)
    .fillColor(PAGE.ink)
    .text(words.check, x, top + 12, { width });
  pdf.font('plain').fontSize(9).fillColor(PAGE.accent).text(link, { width, link });
  pdf.fillColor(PAGE.muted).text(words.checkHow, { width });
}
