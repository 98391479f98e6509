// An annex of a letter: a title and a framed table on landscape pages, the same in every paper that prints it.

export interface Annex {
  readonly title: string;
  /** Columns as they lie on a landscape A4 page; together 249 mm. */
  readonly widthsMm: readonly number[];
  readonly heading: readonly string[];
  /** Each as many cells as the heading; a row with the cell "Tổng cộng" sums. */
  readonly rows: readonly (readonly string[])[];
}

/** What stands over the i-th of so many annexes: alone it has no number. */
export function annexMark(i: number, count: number): string {
  return count > 1 ? `PHỤ LỤC ${'I'.repeat(i + 1)}` : 'PHỤ LỤC';
}

/** Whether a row sums those above it: in bold, and never alone on a page. */
export function isSum(cells: readonly string[]): boolean {
  return cells.includes('Tổng cộng');
}

/** Where the text of a cell stands: headings and serial numbers in the middle, figures at the right. */
export function alignOf(cell: string, column: number, isHeading: boolean): 'center' | 'right' | 'left' {
  if (isHeading || column === 0) return 'center';
  return /^[\d./]+$/.test(cell) ? 'right' : 'left';
}
