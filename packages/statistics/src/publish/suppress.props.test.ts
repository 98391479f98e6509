import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { determined } from './exposure.ts';
import { suppress, type TableTotal } from './suppress.ts';

const THRESHOLD = 6;

/** A table of areas by operators with both margins and the grand total, all published. */
function table(counts: readonly (readonly number[])[]) {
  const cells = counts.flatMap((row, r) => row.map((devices, c) => ({ id: `${r}/${c}`, devices })));
  const total = (id: string, parts: string[]) => ({
    id,
    parts,
    devices: cells.filter((cell) => parts.includes(cell.id)).reduce((sum, { devices }) => sum + devices, 0),
  });
  const width = counts[0]?.length ?? 0;
  const rows = counts.map((row, r) =>
    total(
      `row ${r}`,
      row.map((_, c) => `${r}/${c}`),
    ),
  );
  const columns = Array.from({ length: width }, (_, c) =>
    total(
      `column ${c}`,
      counts.map((_, r) => `${r}/${c}`),
    ),
  );
  const all = { id: 'all', devices: rows.reduce((sum, { devices }) => sum + devices, 0) };
  const totals: TableTotal[] = [
    ...[...rows, ...columns].map(({ id, parts }) => ({ total: id, parts })),
    { total: 'all', parts: rows.map(({ id }) => id) },
    { total: 'all', parts: columns.map(({ id }) => id) },
  ];
  return { cells: [...cells, ...rows, ...columns, all], totals };
}

const counts = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 5 })).chain(([height, width]) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 6, max: 400 })), {
      minLength: width,
      maxLength: width,
    }),
    { minLength: height, maxLength: height },
  ),
);

/** Rank of a matrix in floating point: an audit that shares nothing with the code under test. */
function rank(matrix: number[][]): number {
  const rows = matrix.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const pivot = rows.findIndex((row, i) => i >= found && Math.abs(row[column] ?? 0) > 1e-9);
    const pivotRow = rows[pivot];
    const here = rows[found];
    if (pivotRow === undefined || here === undefined) continue;
    [rows[found], rows[pivot]] = [pivotRow, here];
    for (const row of rows.slice(found + 1)) {
      const factor = (row[column] ?? 0) / (pivotRow[column] ?? 1);
      for (let j = column; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
    found++;
  }
  return found;
}

describe('suppression', () => {
  it('hides every cell under the threshold and nothing where there is none', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const { cells, totals } = table(numbers);
        const { few, complementary } = suppress(cells, totals, THRESHOLD);
        expect([...few].sort()).toEqual(
          cells
            .filter(({ devices }) => devices < THRESHOLD)
            .map(({ id }) => id)
            .sort(),
        );
        if (few.size === 0) expect(complementary.size).toBe(0);
      }),
    );
  });
  it('leaves no hidden cell that follows from the totals, however they are combined', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const { cells, totals } = table(numbers);
        const { few, complementary } = suppress(cells, totals, THRESHOLD);
        const hidden = [...few, ...complementary];
        const equations = totals.map(({ total, parts }) =>
          hidden.map((id) => (parts.includes(id) ? 1 : 0) - (id === total ? 1 : 0)),
        );
        const known = rank(equations);
        for (const i of hidden.keys()) {
          expect(rank([...equations, hidden.map((_, j) => (i === j ? 1 : 0))])).toBe(known + 1);
        }
      }),
      { numRuns: 200 },
    );
  });
  it('never leaves a shown total beside hidden parts that are one, or together too few', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const { cells, totals } = table(numbers);
        const { few, complementary } = suppress(cells, totals, THRESHOLD);
        const devices = new Map(cells.map((cell) => [cell.id, cell.devices]));
        const isHidden = (id: string) => few.has(id) || complementary.has(id);
        for (const { total, parts } of totals) {
          const dark = parts.filter(isHidden);
          if (isHidden(total) || dark.length === 0) continue;
          expect(dark.length).toBeGreaterThan(1);
          expect(dark.reduce((sum, id) => sum + (devices.get(id) ?? 0), 0)).toBeGreaterThanOrEqual(THRESHOLD);
        }
      }),
    );
  });
  it('hides the smallest neighbour of a single hidden cell', () => {
    const cells = ['a', 'b', 'c', 'all'].map((id, i) => ({ id, devices: [3, 40, 20, 63][i] ?? 0 }));
    const found = suppress(cells, [{ total: 'all', parts: ['a', 'b', 'c'] }], THRESHOLD);
    expect([...found.few]).toEqual(['a']);
    expect([...found.complementary]).toEqual(['c']);
  });
  it('sees a bridge between two blocks, where every line has two hidden cells and one is still known', () => {
    // Hidden: a 2 x 2 block, another, and the cell between them, which follows from the first block's sums.
    const hidden = ['0/0', '0/1', '1/0', '1/1', '1/2', '2/2', '2/3', '3/2', '3/3'];
    const equations = [0, 1, 2, 3].flatMap((line) => [
      new Map(hidden.filter((id) => id.startsWith(`${line}/`)).map((id) => [id, 1])),
      new Map(hidden.filter((id) => id.endsWith(`/${line}`)).map((id) => [id, 1])),
    ]);
    expect(determined(equations)).toEqual(['1/2']);
  });
  it('refuses a total of cells that the table does not have', () => {
    expect(() => suppress([{ id: 'a', devices: 9 }], [{ total: 'all', parts: ['a'] }], THRESHOLD)).toThrow(RangeError);
  });
});
