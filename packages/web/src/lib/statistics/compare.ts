// Two places beside each other: the same quantities, the same kind of point, and whether their intervals bear a difference out.
import type { StatisticsAnswer } from '@i-speed/spec';
import { compareEstimates, type Verdict } from '@i-speed/statistics';
import type { Cell, Estimate, NetworkKind } from './answer.ts';
import { ask, type Get } from './ask-overview.ts';
import { domesticKind, type Overview, type Question, questionPath, sharedKind } from './overview.ts';
import type { Place } from './place.ts';

const compared = [
  'download',
  'upload',
  'idle',
  'loadedDown',
  'loadedUp',
  'ipv6',
] as const satisfies readonly Question[];
export type Compared = (typeof compared)[number];

/** One line: a figure of both places and how the first stands to the second. */
export type Comparison = {
  quantity: Compared;
  /** Which figure of the quantity; `abroad` is the download measured to points abroad, all others to `kind`. */
  statistic: 'median' | 'mean' | 'share';
  isAbroad: boolean;
  first: Estimate | undefined;
  second: Estimate | undefined;
  verdict: Verdict;
};

export type Compare = {
  kind: NetworkKind | undefined;
  /** Whether nobody measured in either place. */
  isEmpty: boolean;
  lines: Comparison[];
  /** The download's cells, for the samples. */
  samples: { first: Cell | undefined; second: Cell | undefined };
};

/** Undefined where the hub does not answer one of the questions. */
export async function askCompare(view: Overview, other: Place, get: Get): Promise<Compare | undefined> {
  const asked = await Promise.all(
    [view.place, other].map((place) =>
      Promise.all(
        compared.map((quantity) =>
          ask<StatisticsAnswer>(questionPath({ ...view, place }, quantity, { groupBy: '' }), get),
        ),
      ),
    ),
  );
  const [own = [], others = []] = asked;
  const totals = own[0]?.totals;
  if (totals === undefined || own.includes(undefined) || others.includes(undefined)) return undefined;
  const kind = sharedKind(totals, others[0]?.totals ?? [], view.kind) ?? domesticKind(totals, undefined);
  const cellOf = (answer: StatisticsAnswer | undefined, of: NetworkKind | undefined) =>
    answer?.totals.find(({ networkKind }) => networkKind === of);
  const lines = compared.flatMap((quantity, index) => {
    const pair = (of: NetworkKind | undefined) => [cellOf(own[index], of), cellOf(others[index], of)] as const;
    const statistics = quantity === 'ipv6' ? (['share'] as const) : (['median', 'mean'] as const);
    const domestic = statistics.map((statistic) => lineOf(quantity, statistic, false, pair(kind)));
    return quantity === 'download' ? [...domestic, lineOf(quantity, 'median', true, pair('abroad'))] : domestic;
  });
  const isEmpty = [...own, ...others].every((answer) => answer?.totals.length === 0);
  return { kind, isEmpty, lines, samples: { first: cellOf(own[0], kind), second: cellOf(others[0], kind) } };
}

function lineOf(
  quantity: Compared,
  statistic: Comparison['statistic'],
  isAbroad: boolean,
  [a, b]: readonly [Cell | undefined, Cell | undefined],
): Comparison {
  const [first, second] = [a?.[statistic], b?.[statistic]];
  return { quantity, statistic, isAbroad, first, second, verdict: verdictOf(first, second) };
}

/** A difference only where both are told and their intervals do not overlap. */
function verdictOf(first: Estimate | undefined, second: Estimate | undefined): Verdict {
  return first === undefined || second === undefined ? 'no-difference-shown' : compareEstimates(first, second);
}
