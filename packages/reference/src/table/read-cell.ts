// Cells of a table as values; a table that lacks what it must hold is broken, and says where.
import type { Row } from './row-table.ts';

/** The cell of a column that may not be empty. Throws when it is. */
export function need(row: Row, column: string): string {
  const cell = row[column];
  if (cell === undefined) throw new Error(`no ${column} in ${JSON.stringify(row)}`);
  return cell;
}

/** The number in a cell; undefined where it is empty. Throws for anything else. */
export function numberIn(row: Row, column: string): number | undefined {
  const cell = row[column];
  if (cell === undefined) return undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw new Error(`${column} is not a number: ${cell}`);
  return value;
}

/** The one of the choices that the text is. Throws when it is none. */
export function oneOf<T extends string>(choices: readonly T[], text: string): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new Error(`${text} is none of ${choices.join(', ')}`);
  return found;
}
