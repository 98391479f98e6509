import { describe, expect, it } from 'vitest';
import { type Cell, sorted } from './answer.ts';

const cell = (key: string, n: number, median?: number): Cell => ({
  key,
  n,
  devices: n,
  ...(median !== undefined && { median: { value: median } }),
});
const list = [cell('b', 2, 10), cell('a', 3), cell('c', 1, 20)];
const keys = (cells: Cell[]) => cells.map(({ key }) => key).join('');

describe('sorting cells', () => {
  it('names rise', () => expect(keys(sorted(list, 'key'))).toBe('abc'));
  it('counts fall', () => expect(keys(sorted(list, 'n'))).toBe('abc'));
  it('a cell without a figure goes last', () => expect(keys(sorted(list, 'median'))).toBe('cba'));
});
