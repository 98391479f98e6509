// The mix of periods: its cells are found once for all pairs of periods that are compared, and held in memory meanwhile.
import type { MixSums, Scale } from '@i-speed/statistics';
import { pairName } from '../build/answer/kept-pairs.ts';
import { planOf } from '../build/value/plan.ts';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { MIX_COLUMNS, mixQuery, mixSumsQuery, type PlainQuestion } from './build-comparison.ts';
import { holding } from './gather.ts';
import type { NetworkKind } from './question.ts';

/** The cells of the later periods are held twice while pairs are matched: of a country those of a period take some megabytes. */
const PAIRS_AT_ONCE = 24;

/** What two periods have in common of one kind of point. */
export interface MixCell extends MixSums {
  readonly networkKind?: NetworkKind;
}

/** Which values are read: those of a period of its own name, or of months, each under its own (`YYYY-MM`). */
export type MixPart = PlainQuestion & ({ readonly period: string } | { readonly groupBy: 'month' });

/** Of each pair of periods (by pairName) its kinds of point. Rejects with WarehouseError `unavailable`. */
export async function readMixes(
  connections: Connections,
  parts: readonly MixPart[],
  pairs: readonly (readonly [string, string])[],
  scale: Scale,
): Promise<Map<string, MixCell[]>> {
  const queries = await Promise.all(parts.map(async (part) => mixQuery(part, await planOf(connections, part), scale)));
  const rows = await holding(connections, MIX_COLUMNS, queries, async (table) => {
    const found: MixRow[] = [];
    for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE)
      found.push(
        ...(await select<MixRow>(connections, mixSumsQuery(table, pairs.slice(from, from + PAIRS_AT_ONCE), scale))),
      );
    return found;
  });
  const byPair = Map.groupBy(rows, ({ periodBefore, periodAfter }) => pairName(periodBefore, periodAfter));
  return new Map([...byPair].map(([pair, own]) => [pair, own.map(cellOf)]));
}

function cellOf({ kind, periodBefore: _, periodAfter: __, sumBefore, sumAfter, ...sums }: MixRow): MixCell {
  const { cells, devicesBefore, devicesAfter, devicesEverywhere, degrees, ...others } = sums;
  return {
    ...(kind !== '' && { networkKind: kind }),
    ...others,
    before: sumBefore,
    after: sumAfter,
    cells: Number(cells),
    devicesBefore: Number(devicesBefore),
    devicesAfter: Number(devicesAfter),
    devicesEverywhere: Number(devicesEverywhere),
    degrees: Number(degrees),
  };
}

/** Integers may come as text, as 64 bits do not fit a JSON number. */
type Counted = 'cells' | 'devicesBefore' | 'devicesAfter' | 'devicesEverywhere' | 'degrees';
type MixRow = Omit<MixSums, Counted | 'before' | 'after'> &
  Readonly<Record<Counted, number | string>> & {
    readonly periodBefore: string;
    readonly periodAfter: string;
    readonly kind: NetworkKind | '';
    readonly sumBefore: number;
    readonly sumAfter: number;
  };
