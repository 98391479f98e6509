// Tables as Markdown, and what their cells are reckoned by.
import type { DeviceValue, Interval } from '../../src/index.ts';

/** A share as per cent with one decimal. */
export const percent = (share: number) => (100 * share).toFixed(1);

/** One line of the table. */
export const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);

/** Title and heading of a table. */
export const head = (title: string, cells: readonly string[]) => {
  console.log(`\n${title}\n`);
  row(cells);
  row(cells.map(() => '---'));
};

/** True where there is an interval and it holds the truth. */
export const holds = (interval: Interval | undefined, truth: number) =>
  interval !== undefined && interval.low <= truth && truth <= interval.high;

/** One value a device. */
export function oneEach(values: readonly number[]): DeviceValue[] {
  return values.map((value, i) => ({ device: String(i), value }));
}
