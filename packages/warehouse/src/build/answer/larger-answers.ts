// Which answers hold those of narrower questions: all provinces hold each of them, all kinds of point each kind.
import type { GroupBy } from '../../statistics/question.ts';
import type { Asked } from './answer-store.ts';

/** A question whose answer holds that of another, and how to take that out of it. */
interface Larger<Cell> {
  readonly question: Asked;
  /** Cells of the narrower question, keyed `key` where that is not ''. */
  pick(cells: readonly Cell[], key: string): Cell[];
}

/** Groups whose cells are the answers to questions filtered to one of their keys. */
const FILTERED = [
  ['provinceCode', 'province'],
  ['operator', 'operator'],
  ['technology', 'technology'],
] as const satisfies readonly (readonly [keyof Asked, GroupBy])[];

/** Answers of which larger ones are looked for. */
const NAMES = ['cells', 'shares', 'tally', 'means-log'];

/**
 * The larger question of totals or of one month's cells: without a filter to one province, operator or technology but by it, and with all
 * kinds of point, which are never pooled. Absent where there is none.
 */
export function largerOf<Cell extends object>(name: string, asked: Asked): Larger<Cell> | undefined {
  const { groupBy, networkKind, ...rest } = asked;
  const given = FILTERED.filter(([filter]) => asked[filter] !== undefined);
  const isKindless = name === 'tally';
  if (!NAMES.includes(name) || given.length > 1 || (isKindless && networkKind !== undefined)) return undefined;
  if (groupBy !== undefined && groupBy !== 'month') return undefined;
  if (groupBy === undefined && networkKind === undefined && given.length === 0) return undefined;
  const [filter, group] = given[0] ?? [];
  const wanted = filter && asked[filter];
  return {
    question: { ...rest, ...(filter && { [filter]: undefined, groupBy: group }) },
    pick: (cells, key) =>
      cells
        .filter((cell) => wanted === undefined || isKeyed(cell, wanted))
        .filter((cell) => networkKind === undefined || ('networkKind' in cell && cell.networkKind === networkKind))
        .map((cell) => rekeyed(cell, key)),
  };
}

/** Does the cell stand under the key? */
export function isKeyed(cell: object, key: string): boolean {
  return 'key' in cell && cell.key === key;
}

/** Guarantee: a cell is its figures under a key, and differs in nothing else from the one under another key. */
function rekeyed<Cell extends object>(cell: Cell, key: string): Cell {
  const { key: _, ...figures } = cell as Cell & { key?: string };
  return { ...(key !== '' && { key }), ...figures } as Cell;
}
