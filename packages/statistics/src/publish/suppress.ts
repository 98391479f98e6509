// Which cells of a table stay hidden: those of few devices, and as many more as keep these from being reckoned out of totals.
import { determined, type Equation } from './exposure.ts';

export interface TableCell {
  readonly id: string;
  readonly devices: number;
}

/** A sum that a reader can do: the cell `total` is made of the cells `parts`. */
export interface TableTotal {
  readonly total: string;
  readonly parts: readonly string[];
}

export interface Suppression {
  /** Cells under the threshold. */
  readonly few: ReadonlySet<string>;
  /** Cells hidden for the sake of those. */
  readonly complementary: ReadonlySet<string>;
}

/**
 * Hides every cell under `hiddenBelowDevices`, then hides further cells until, for every total that is shown, the hidden parts are at
 * least two and together reach the threshold, and until no hidden cell follows from all totals taken together.
 * A further cell is the shown part with fewest devices (then by id); where no part is left, the total itself.
 * Throws RangeError for a total or part that is no cell.
 */
export function suppress(
  cells: readonly TableCell[],
  totals: readonly TableTotal[],
  hiddenBelowDevices: number,
): Suppression {
  const devices = new Map(cells.map((cell) => [cell.id, cell.devices]));
  for (const id of totals.flatMap(({ total, parts }) => [total, ...parts])) {
    if (!devices.has(id)) throw new RangeError(`a total names a cell that is not in the table: ${id}`);
  }
  const few = new Set(cells.filter((cell) => cell.devices < hiddenBelowDevices).map(({ id }) => id));
  const hidden = new Set(few);
  const next = () =>
    totals.find((total) => isOpen(total, hidden, devices, hiddenBelowDevices)) ?? exposing(totals, hidden);
  for (let open = next(); open !== undefined; open = next()) hidden.add(smallestShown(open, hidden, devices));
  return { few, complementary: new Set([...hidden].filter((id) => !few.has(id))) };
}

/** A shown total gives its hidden parts away when they are one cell, or together too few. */
function isOpen(
  { total, parts }: TableTotal,
  hidden: ReadonlySet<string>,
  devices: ReadonlyMap<string, number>,
  threshold: number,
): boolean {
  if (hidden.has(total)) return false;
  const dark = parts.filter((id) => hidden.has(id));
  if (dark.length === 0) return false;
  return dark.length < 2 || dark.reduce((sum, id) => sum + (devices.get(id) ?? 0), 0) < threshold;
}

/** A total with a shown cell to hide, that holds a hidden cell which all totals together determine. */
function exposing(totals: readonly TableTotal[], hidden: ReadonlySet<string>): TableTotal | undefined {
  const exposed = new Set(determined(totals.map((total) => equationOf(total, hidden))));
  if (exposed.size === 0) return undefined;
  return totals.find((line) => {
    const ids = [line.total, ...line.parts];
    return ids.some((id) => exposed.has(id)) && ids.some((id) => !hidden.has(id));
  });
}

function equationOf({ total, parts }: TableTotal, hidden: ReadonlySet<string>): Equation {
  const equation = new Map<string, number>();
  for (const id of parts) if (hidden.has(id)) equation.set(id, (equation.get(id) ?? 0) + 1);
  if (hidden.has(total)) equation.set(total, (equation.get(total) ?? 0) - 1);
  return equation;
}

function smallestShown(
  { total, parts }: TableTotal,
  hidden: ReadonlySet<string>,
  devices: ReadonlyMap<string, number>,
): string {
  let smallest: string | undefined;
  for (const id of parts) {
    if (hidden.has(id)) continue;
    const fewer = smallest === undefined ? -1 : (devices.get(id) ?? 0) - (devices.get(smallest) ?? 0);
    if (smallest === undefined || fewer < 0 || (fewer === 0 && id < smallest)) smallest = id;
  }
  return smallest ?? total;
}
