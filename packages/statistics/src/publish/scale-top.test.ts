import { expect, it } from 'vitest';
import { scaleTop } from './scale-top.ts';

const figure = (low: number, value: number, high: number) => ({ value, interval: { low, high } });
const wide = (low: number, high: number) => ({ interval: { low, high } });

it('reaches the ends of figures, and the beginning alone of what is too wide for one', () => {
  expect(scaleTop([figure(30, 40, 50), wide(5, 900), undefined, {}])).toBe(50);
  expect(scaleTop([figure(30, 40, 50), wide(60, 900)])).toBe(60);
});

it('reaches the ends of all where nothing has a figure', () => {
  expect(scaleTop([wide(5, 900), wide(6, 70)])).toBe(900);
  expect(scaleTop([undefined])).toBe(0);
});
