import { expect, it } from 'vitest';
import { areasOf, countAreas, usualKind, withUnmeasured } from './areas.ts';
import { classesOf, classOf } from './classes.ts';

const cell = (key: string, networkKind: 'exchange' | 'abroad', n: number, rest = {}) => ({
  key,
  name: `Tỉnh ${key}`,
  networkKind,
  n,
  devices: n,
  ...rest,
});
const median = (value: number, half: number, precision?: 'A' | 'B' | 'C') => ({
  median: { value, interval: { low: value - half, high: value + half }, ...(precision && { precision }) },
});

const answer = {
  leastDevices: 6,
  totals: [cell('', 'abroad', 500), cell('', 'exchange', 210)],
  groups: [
    cell('01', 'exchange', 90, median(40, 4, 'A')),
    cell('01', 'abroad', 20, median(9, 1, 'A')),
    cell('02', 'exchange', 99, median(40, 30)),
    cell('03', 'exchange', 5, { hidden: 'few-devices' }),
    cell('04', 'abroad', 480, median(9, 1, 'A')),
    { ...cell('05', 'exchange', 16), key: undefined },
  ],
};
const asked = { kind: 'exchange', measure: 'download', needed: 100 } as const;

it('points inside the country are shown before those abroad, however many measured there', () => {
  expect(usualKind(answer)).toBe('exchange');
  expect(usualKind({ totals: [cell('', 'abroad', 1)] })).toBe('abroad');
  expect(usualKind({ totals: [] })).toBeUndefined();
});

it('a figure comes from points of one kind; the sample is counted over all', () => {
  const areas = areasOf(answer, asked);
  expect(
    areas.map(({ code, state, n, countedN, isShort, classIndex, texture }) => [
      ...[code, state, n, countedN, isShort, classIndex, texture],
    ]),
  ).toEqual([
    ['01', 'figure', 90, 110, false, 3, undefined],
    ['02', 'wide', 99, 99, true, undefined, 'dots'],
    ['03', 'few', 5, 5, true, undefined, 'dots'],
    ['04', 'none', 0, 480, false, undefined, undefined],
  ]);
  const short = [cell('06', 'exchange', 16, { median: { withheld: 'few-devices', missingDevices: 14 } })];
  expect(areasOf({ ...answer, groups: short }, asked)).toMatchObject([
    { state: 'few', missingDevices: 14, devices: 16, texture: 'dots' },
  ]);
  const [first] = areasOf(answer, { ...asked, needed: 111 });
  expect([first?.isShort, first?.texture]).toEqual([true, 'hatch']);
});

it('places of which the answer does not tell have no measurement; every area is counted once', () => {
  const places = ['01', '02', '03', '04', '06'].map((code) => ({ code, name: code }));
  const all = withUnmeasured(areasOf(answer, asked), places, 100);
  expect(all.at(-1)).toEqual({ code: '06', name: '06', n: 0, devices: 0, countedN: 0, state: 'none', isShort: true });
  expect(countAreas(all)).toEqual({
    classes: [0, 0, 0, 1, 0, 0, 0],
    modelled: 0,
    noFigure: 2,
    unmeasured: 2,
    short: 3,
    hatched: 0,
  });
});

it('a value at a limit belongs to the class above; of latency the lowest is the best', () => {
  expect([9.99, 10, 319, 320].map((value) => classOf(value, 'download'))).toEqual([0, 1, 5, 6]);
  expect([9.99, 10, 319, 320].map((value) => classOf(value, 'latency'))).toEqual([6, 5, 1, 0]);
  for (const measure of ['download', 'upload', 'latency'] as const)
    for (const { index, low, high } of classesOf(measure)) {
      if (low !== undefined) expect(classOf(low, measure)).toBe(index);
      if (high !== undefined) expect(classOf(high - 0.01, measure)).toBe(index);
    }
});
