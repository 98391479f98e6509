// The answer of GET /api/v1/statistics, as far as the page shows it (its schema stands in the API's document).
import type { StatisticsAnswer, StatisticsCell, StatisticsEstimate } from '@i-speed/spec';

export type Estimate = StatisticsEstimate;
export type Cell = StatisticsCell;
export type NetworkKind = NonNullable<Cell['networkKind']>;
export type Answer = StatisticsAnswer;

export const indicators = [
  'download',
  'upload',
  'latency',
  'latency-loaded-down',
  'latency-loaded-up',
  'jitter',
] as const;
export const groupings = ['day', 'month', 'province', 'operator', 'access', 'technology'] as const;
export const sorts = ['key', 'n', 'devices', 'median', 'mean'] as const;
export type Indicator = (typeof indicators)[number];
export type Grouping = (typeof groupings)[number];
export type Sort = (typeof sorts)[number];

/** Points of one kind: their total and groups, never added to those of another kind. */
export type Section = { networkKind: NetworkKind | undefined; total: Cell | undefined; groups: Cell[] };

const KIND_ORDER: readonly (NetworkKind | undefined)[] = ['on-net', 'exchange', 'hosting', undefined, 'abroad'];

/** The answer by kind of point, from inside the operators' networks outward; kinds without a cell are left out. */
export function sectionsOf({ totals, groups }: Pick<Answer, 'totals' | 'groups'>): Section[] {
  return KIND_ORDER.map((networkKind) => ({
    networkKind,
    total: totals.find((cell) => cell.networkKind === networkKind),
    groups: groups.filter((cell) => cell.networkKind === networkKind),
  })).filter((section) => section.total !== undefined || section.groups.length > 0);
}

/**
 * What of an estimate is shown: a figure with its class, the interval alone where it is too wide for a figure, or nothing
 * where the devices are too few even for an interval.
 */
export function shownAs(estimate: Estimate | undefined): 'figure' | 'interval' | 'nothing' {
  if (estimate?.interval === undefined) return 'nothing';
  return estimate.precision === undefined ? 'interval' : 'figure';
}

/** An estimate with all that a figure has. */
export type Figure = Estimate & Required<Pick<Estimate, 'value' | 'interval' | 'precision'>>;

/** True where the estimate is shown as a figure (`shownAs`). */
export function isFigure(estimate: Estimate | undefined): estimate is Figure {
  return shownAs(estimate) === 'figure' && estimate?.value !== undefined;
}

/** A sorted copy: names and times rise, counts fall, figures go from better to worse; cells that show no figure go last, by name. */
export function sorted(cells: readonly Cell[], sort: Sort, better: 'higher' | 'lower' = 'higher'): Cell[] {
  const rank = (cell: Cell) => {
    if (sort === 'key') return 0;
    if (sort === 'n' || sort === 'devices') return -cell[sort];
    const figure = figureOf(cell[sort]);
    if (figure === undefined) return Number.MAX_VALUE;
    return better === 'higher' ? -figure : figure;
  };
  return [...cells].sort((a, b) => rank(a) - rank(b) || sortName(a).localeCompare(sortName(b), 'vi'));
}

function figureOf(estimate: Estimate | undefined): number | undefined {
  return isFigure(estimate) ? estimate.value : undefined;
}

/** Provinces and cities by their proper name; a group that is not known goes last. */
function sortName({ key, name }: Cell): string {
  return (name ?? key ?? '\u{10ffff}').replace(/^(Tỉnh|Thành phố) /, '');
}
