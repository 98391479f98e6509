// The picture of a statistics answer: chooses what to draw and says in words what it is.
import type { StatisticsAnswer, StatisticsCell, StatisticsEstimate } from '@i-speed/spec';
import { stepsBetween } from '@i-speed/statistics';
import type { StatisticsQuery } from '../statistics/request.ts';
import { dayText, KIND_ORDER, type PictureFrame, sourceOf, unitWord, wordsOf } from './describe.ts';
import { type Chart, drawBins, drawRanges, drawTime, type Named } from './draw.ts';
import { PICTURE_WORDS, type PictureWords } from './words.ts';

/** More rows are no picture: the ones with most measurements are drawn. */
const MOST_ROWS = 40;

/** SVG of the answer's groups or, where the query asks for a histogram, of how the values of its total are spread; of one kind of point. */
export function makePicture(answer: StatisticsAnswer, query: StatisticsQuery, frame: PictureFrame): string {
  const words = PICTURE_WORDS[frame.language];
  const kind = query.networkKind ?? usualKind(answer.totals);
  const total = answer.totals.find(({ networkKind }) => networkKind === kind);
  const cells = answer.groups.filter(({ networkKind }) => networkKind === kind);
  const isBins = query.histogram === 'true';
  const chart = describe(answer, query, { frame, words, kind, total, isBins });
  if (isBins) return drawBins(chart, answer.edges ?? [], total?.counts ?? []);
  const { groupBy } = query;
  if (groupBy === 'day' || groupBy === 'month' || groupBy === 'hour')
    return drawTime(chart, timeline(cells, groupBy, words));
  const name = ({ key, name: full }: StatisticsCell) =>
    full ?? (key === undefined ? words.unknown : (words.group[key] ?? key));
  const shown = cells.toSorted((a, b) => b.n - a.n).slice(0, MOST_ROWS);
  const value = (cell: StatisticsCell) => estimateOf(cell)?.value ?? 0;
  const ordered = shown.sort((a, b) => value(b) - value(a));
  return drawRanges(
    chart,
    ordered.map((cell) => ({ label: name(cell), estimate: estimateOf(cell) })),
  );
}

function estimateOf(cell: StatisticsCell | undefined): StatisticsEstimate | undefined {
  return cell?.median ?? cell?.share;
}

function usualKind(totals: readonly StatisticsCell[]): StatisticsCell['networkKind'] {
  const weight = ({ networkKind, n }: StatisticsCell) => (networkKind === 'abroad' ? 0 : n);
  const rank = ({ networkKind }: StatisticsCell) => KIND_ORDER.indexOf(networkKind);
  return totals.toSorted((a, b) => weight(b) - weight(a) || rank(a) - rank(b))[0]?.networkKind;
}

interface Found {
  readonly frame: PictureFrame;
  readonly words: PictureWords;
  readonly kind: StatisticsCell['networkKind'];
  readonly total: StatisticsCell | undefined;
  readonly isBins: boolean;
}

function describe(
  answer: StatisticsAnswer,
  query: StatisticsQuery,
  { frame, words, kind, total, isBins }: Found,
): Chart {
  const unit = unitWord(answer.indicator.unit);
  const what = isBins ? words.distribution : query.groupBy === undefined ? '' : words.by[query.groupBy];
  const count = new Intl.NumberFormat(words.tag);
  const title = [words.indicator[query.indicator], what].filter((part) => part !== '').join(isBins ? ', ' : ' ');
  const { from, to } = answer.period;
  return {
    ...wordsOf(frame, { ...query, networkKind: kind }, { edition: answer.edition, from, to }),
    title: unit === '' ? title : `${title} (${unit})`,
    reading: isBins ? words.readingBins : words.reading,
    source: sourceOf(frame, total && words.sample(count.format(total.n), count.format(total.devices))),
    unit,
  };
}

/** Every hour of the day, or every day or month between the first and the last that are told. */
function timeline(cells: readonly StatisticsCell[], groupBy: 'day' | 'month' | 'hour', words: PictureWords): Named[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const keys = cells.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const named = (key: string): Named => ({
    label: groupBy === 'hour' ? words.hour(key) : dayText(key),
    estimate: estimateOf(byKey.get(key)),
  });
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  return (groupBy === 'hour' ? hours : stepsBetween(keys)).map(named);
}
