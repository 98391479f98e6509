// The picture of a statistics answer: chooses what to draw and says in words what it is.
import type { StatisticsAnswer, StatisticsCell } from '@i-speed/spec';
import { addDays, addMonths } from '@i-speed/statistics';
import type { StatisticsDesk } from '../statistics/ask.ts';
import type { StatisticsQuery } from '../statistics/request.ts';
import { type Chart, drawBins, drawRanges, drawTime, type Named } from './draw.ts';
import { type Language, PICTURE_WORDS, type PictureWords } from './words.ts';

export interface PictureFrame {
  readonly reference: StatisticsDesk['reference'];
  readonly language: Language;
  readonly isDemo: boolean;
}

/** More rows are no picture: the ones with most measurements are drawn. */
const MOST_ROWS = 40;
const KIND_ORDER = ['on-net', 'exchange', 'hosting', undefined, 'abroad'];

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
  const value = ({ median, share }: StatisticsCell) => (median ?? share)?.value ?? 0;
  const ordered = shown.sort((a, b) => value(b) - value(a));
  return drawRanges(
    chart,
    ordered.map((cell) => ({ label: name(cell), cell })),
  );
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
  const unit =
    answer.indicator.unit === 'Mbit/s' ? 'Mbps' : answer.indicator.unit === 'ratio' ? '' : answer.indicator.unit;
  const what = isBins ? words.distribution : query.groupBy === undefined ? '' : words.by[query.groupBy];
  const count = new Intl.NumberFormat(words.tag);
  const { from, to } = answer.period;
  const scope = [
    placeName(query, frame.reference, answer.edition) ?? words.country,
    query.operator === undefined ? undefined : frame.reference.operatorById(query.operator)?.name,
    query.access === undefined ? undefined : words.access[query.access],
    query.technology === undefined ? undefined : words.group[query.technology],
    `${dayText(from)}–${dayText(to)}`,
    words.kind[kind ?? ''],
  ];
  const source = [
    'i-Speed',
    total === undefined ? undefined : words.sample(count.format(total.n), count.format(total.devices)),
    frame.isDemo ? words.simulated.toUpperCase() : undefined,
  ];
  const title = [words.indicator[query.indicator], what].filter((part) => part !== '').join(isBins ? ', ' : ' ');
  return {
    title: unit === '' ? title : `${title} (${unit})`,
    scope: scope.filter((part) => part !== undefined).join(' · '),
    reading: isBins ? words.readingBins : words.reading,
    source: source.filter((part) => part !== undefined).join(' · '),
    nothing: words.nothing,
    tag: words.tag,
    unit,
  };
}

function placeName(
  { commune, province }: StatisticsQuery,
  reference: PictureFrame['reference'],
  edition: string,
): string | undefined {
  if (commune !== undefined) return reference.communeByCode(commune, edition)?.fullName;
  return province === undefined ? undefined : reference.provinceByCode(province, edition)?.fullName;
}

/** Every hour of the day, or every day or month between the first and the last that are told. */
function timeline(cells: readonly StatisticsCell[], groupBy: 'day' | 'month' | 'hour', words: PictureWords): Named[] {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  const keys = cells.flatMap(({ key }) => (key === undefined ? [] : [key])).sort();
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return [];
  const named = (key: string): Named => ({
    label: groupBy === 'hour' ? words.hour(key) : dayText(key),
    cell: byKey.get(key),
  });
  if (groupBy === 'hour') return Array.from({ length: 24 }, (_, hour) => named(String(hour).padStart(2, '0')));
  const next = groupBy === 'month' ? addMonths : addDays;
  const steps: Named[] = [];
  for (let key = first; key <= last; key = next(key, 1)) steps.push(named(key));
  return steps;
}

/** 13/09/2025 of 2025-09-13, 09/2025 of 2025-09. */
function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}
