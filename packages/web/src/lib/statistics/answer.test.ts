import { describe, expect, it } from 'vitest';
import { type Answer, type Cell, sectionsOf, shownAs, sorted } from './answer.ts';

const cell = (key: string, n: number, median?: number): Cell => ({
  key,
  n,
  devices: n,
  ...(median !== undefined && {
    median: { value: median, interval: { low: median * 0.9, high: median * 1.1 }, precision: 'A' as const },
  }),
});
const list = [cell('b', 2, 10), cell('a', 3), cell('c', 1, 20)];
const keys = (cells: Cell[]) => cells.map(({ key }) => key).join('');

describe('sorting cells', () => {
  it('names rise', () => expect(keys(sorted(list, 'key'))).toBe('abc'));
  it('counts fall', () => expect(keys(sorted(list, 'n'))).toBe('abc'));
  it('better figures come first, a cell without one last', () => {
    expect(keys(sorted(list, 'median'))).toBe('cba');
    expect(keys(sorted(list, 'median', 'lower'))).toBe('bca');
  });
  it('a province stands under its own name, not under the word for its type', () => {
    const named = ['Tỉnh Lào Cai', 'Thành phố Huế', 'Tỉnh Điện Biên'].map((name) => ({ ...cell(name, 1), name }));
    expect(sorted(named, 'key').map(({ name }) => name)).toEqual(['Tỉnh Điện Biên', 'Thành phố Huế', 'Tỉnh Lào Cai']);
  });
});

describe('showing an estimate', () => {
  it('is a figure only where it has a class', () => {
    expect(shownAs({ value: 10, interval: { low: 9, high: 11 }, precision: 'A' })).toBe('figure');
    expect(shownAs({ value: 10, interval: { low: 1, high: 40 } })).toBe('interval');
    expect(shownAs({ value: 10 })).toBe('nothing');
    expect(shownAs(undefined)).toBe('nothing');
  });
});

it('kinds of points stand apart, abroad last', () => {
  const answer: Pick<Answer, 'totals' | 'groups'> = {
    totals: [
      { ...cell('', 9), networkKind: 'abroad' },
      { ...cell('', 8), networkKind: 'on-net' },
    ],
    groups: [{ ...cell('x', 8), networkKind: 'on-net' }],
  };
  expect(sectionsOf(answer).map(({ networkKind, total, groups }) => [networkKind, total?.n, groups.length])).toEqual([
    ['on-net', 8, 1],
    ['abroad', 9, 0],
  ]);
});
