// The overview of one place: read whole from its address, and the questions to the API that it asks.
import type { StatisticsAnswer } from '@i-speed/spec';
import { addDays, addMonths, stepsBetween } from '@i-speed/statistics';
import type { NetworkKind } from './answer.ts';
import { type Place, placeFilter, readPlace, writePlace } from './place.ts';

export type Overview = {
  place: Place;
  access: 'mobile' | 'fixed';
  /** Calendar month, '2026-10'. */
  month: string;
  /** Months of the trend: the last twelve or all that there are. */
  trend: 'year' | 'full';
  /** Points inside the country that the figures stand for; the kind with the most measurements when absent. */
  kind?: NetworkKind | undefined;
  /** Another place that this one is compared with. */
  with?: Place | undefined;
};

/** Names of the questions: each is one request, one chart or table, one CSV. */
export const questions = [
  'download',
  'upload',
  'idle',
  'loadedDown',
  'loadedUp',
  'ipv6',
  'hour',
  'trend',
  'operators',
] as const;
export type Question = (typeof questions)[number];

const MONTH = /^20\d{2}-(0[1-9]|1[0-2])$/;
/** Measurements of i-Speed before this month stand in another system. */
const FIRST_MONTH = '2025-01';
/** So many months the hub tells changes of in one answer. */
const MOST_CHANGES = 36;
const DOMESTIC: readonly NetworkKind[] = ['on-net', 'exchange', 'hosting'];

const ASKED: Record<Question, Record<string, string>> = {
  download: { indicator: 'download', groupBy: 'technology', histogram: 'true' },
  upload: { indicator: 'upload' },
  idle: { indicator: 'latency' },
  loadedDown: { indicator: 'latency-loaded-down' },
  loadedUp: { indicator: 'latency-loaded-up' },
  ipv6: { indicator: 'ipv6' },
  hour: { indicator: 'download', groupBy: 'hour' },
  trend: { indicator: 'download', groupBy: 'month', totals: 'false' },
  operators: { indicator: 'download', groupBy: 'operator' },
};

/** The overview of an address; what it does not say, or says wrongly, is the default: the country's mobile networks last month. */
export function readOverview(query: URLSearchParams, thisMonth: string): Overview {
  const month = query.get('month') ?? '';
  const isKnown = MONTH.test(month) && month >= FIRST_MONTH && month <= thisMonth;
  return {
    place: readPlace(query.get('place')),
    access: query.get('access') === 'fixed' ? 'fixed' : 'mobile',
    month: isKnown ? month : addMonths(thisMonth, -1),
    trend: query.get('trend') === 'full' ? 'full' : 'year',
    kind: DOMESTIC.find((kind) => kind === query.get('kind')),
    with: query.get('with') ? readPlace(query.get('with')) : undefined,
  };
}

/** Parameters of an address that `readOverview` reads back, changed in some parts. */
export function writeOverview(view: Overview, change: Partial<Overview> = {}): string {
  const { place, access, month, trend, kind, with: other } = { ...view, ...change };
  return queryOf({
    place: writePlace(place),
    access,
    month,
    trend: trend === 'full' ? trend : undefined,
    kind,
    with: other && (writePlace(other) ?? 'country'),
  });
}

/** Path of the API's answer to a question; `change` replaces filters, and takes those away that it gives as ''. */
export function questionPath(view: Overview, question: Question, change: Record<string, string> = {}): string {
  const { from, to } = daysOf(question === 'trend' ? trendMonths(view) : [view.month, view.month]);
  const filter = { ...ASKED[question], ...placeFilter(view.place), access: view.access, from, to };
  return `/api/v1/statistics?${queryOf({ ...filter, ...change })}`;
}

/** Path of the API's changes along the months of the trend, of domestic points of one kind where it is known. */
export function changesPath(view: Overview, change: Record<string, string> = {}): string {
  const [first, last] = trendMonths(view);
  const months = Math.min(MOST_CHANGES, 1 + stepsBetween([first, last]).indexOf(last));
  const asked = { indicator: 'download', ...placeFilter(view.place), access: view.access, to: last };
  return `/api/v1/statistics/changes?${queryOf({ ...asked, months: String(months), ...change })}`;
}

type Drawn = { kind: NetworkKind | undefined; lang: 'vi' | 'en' };

/** Path of the picture of the same changes. */
export function changesPicturePath(view: Overview, { kind, lang }: Drawn, format: 'svg' | 'png'): string {
  const drawn = { lang, format, ...(kind !== undefined && { networkKind: kind }) };
  return changesPath(view, drawn).replace('/changes?', '/changes/picture?');
}

/** Path of the picture of a question's answer; `distribution` is how the values of the download are spread. */
export function picturePath(
  view: Overview,
  question: Question | 'distribution',
  { kind, lang }: Drawn,
  format: 'svg' | 'png',
): string {
  const isBins = question === 'distribution';
  const [path, query] = questionPath(view, isBins ? 'upload' : question, { format, lang }).split('?', 2);
  const asked = new URLSearchParams(query);
  asked.delete('histogram');
  // A picture tells its total beside the groups.
  asked.delete('totals');
  if (isBins)
    for (const [name, value] of [
      ['indicator', 'download'],
      ['histogram', 'true'],
    ] as const)
      asked.set(name, value);
  if (kind !== undefined) asked.set('networkKind', kind);
  return `${path}/picture?${asked}`;
}

/** The months that can be chosen, newest first. */
export function monthsUntil(thisMonth: string): string[] {
  const months: string[] = [];
  for (let month = thisMonth; month >= FIRST_MONTH && months.length < 24; month = addMonths(month, -1))
    months.push(month);
  return months;
}

/** Whether nobody measured in the month, nor in those of the trend before it. */
export function isEmpty(answers: Readonly<Record<Question, Pick<StatisticsAnswer, 'totals' | 'groups'>>>): boolean {
  return Object.values(answers).every(({ totals, groups }) => totals.length === 0 && groups.length === 0);
}

/** The kind of point inside the country that the page stands for: the one asked for, else the one with the most measurements. */
export function domesticKind(
  cells: readonly { networkKind?: NetworkKind; n: number }[],
  asked: NetworkKind | undefined,
): NetworkKind | undefined {
  if (asked !== undefined) return asked;
  const most = cells
    .filter(({ networkKind }) => networkKind !== undefined && DOMESTIC.includes(networkKind))
    .sort((a, b) => b.n - a.n)[0];
  return most?.networkKind;
}

/** The kind for two places beside each other: the one asked for, else the one of which the place that has less of it has most; absent where they share none. */
export function sharedKind(
  first: Parameters<typeof domesticKind>[0],
  second: Parameters<typeof domesticKind>[0],
  asked: NetworkKind | undefined,
): NetworkKind | undefined {
  const both = first.flatMap((cell) => {
    const other = second.find(({ networkKind }) => networkKind === cell.networkKind);
    return other === undefined ? [] : [{ ...cell, n: Math.min(cell.n, other.n) }];
  });
  return domesticKind(both, asked);
}

/** First and last month of the trend. */
export function trendMonths({ month, trend }: Overview): [string, string] {
  return [trend === 'full' ? FIRST_MONTH : addMonths(month, -11), month];
}

function daysOf([first, last]: [string, string]): { from: string; to: string } {
  return { from: `${first}-01`, to: addDays(`${addMonths(last, 1)}-01`, -1) };
}

function queryOf(parts: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) if (value !== undefined && value !== '') query.set(name, value);
  return query.toString();
}
