// One operator's network in the last 30 days: by area, technology and hour, and its weakest communes, against points of one kind.
import type { StatisticsAnswer } from '@i-speed/spec';
import { type Cell, type NetworkKind, sectionsOf, shownAs } from '#lib/statistics/answer.ts';

export const INDICATORS = ['download', 'upload', 'latency'] as const;

const MOST_WORST = 20;

/** The kind of point against which most was measured; kinds are never added up. */
export function mainKind(answer: Pick<StatisticsAnswer, 'totals'>): NetworkKind | undefined {
  return answer.totals.toSorted((a, b) => b.n - a.n)[0]?.networkKind;
}

/** Groups against points of the kind, in the order of their keys. */
export function groupsOf(answer: StatisticsAnswer, kind: NetworkKind | undefined): Cell[] {
  const section = sectionsOf(answer).find(({ networkKind }) => networkKind === kind);
  return (section?.groups ?? []).toSorted((a, b) => (a.key ?? '~').localeCompare(b.key ?? '~'));
}

/**
 * The communes that are surely weak: ordered by the better end of the median's interval, so that few measurements alone put none in front.
 * `untold`: communes whose sample gives no figure.
 */
export function weakest(
  cells: readonly Cell[],
  better: StatisticsAnswer['indicator']['better'],
): { cells: Cell[]; untold: number } {
  const told = cells.filter(({ key, hidden, median }) => key !== undefined && !hidden && shownAs(median) === 'figure');
  const bestEnd = ({ median }: Cell) =>
    better === 'higher' ? (median?.interval?.high ?? 0) : -(median?.interval?.low ?? 0);
  return {
    cells: told.toSorted((a, b) => bestEnd(a) - bestEnd(b)).slice(0, MOST_WORST),
    untold: cells.length - told.length,
  };
}
