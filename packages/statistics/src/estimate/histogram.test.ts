import { expect, test } from 'vitest';
import { HISTOGRAM_EDGES, histogram } from './histogram.ts';

test('a value on an edge stands above it, and the ends are open', () => {
  expect(histogram([0, 0.9, 1, 1.5, 2, 900], [1, 2])).toEqual([2, 2, 2]);
});

test('edges rise, and a target of the state is an edge of the rates', () => {
  for (const edges of Object.values(HISTOGRAM_EDGES)) expect(edges).toEqual([...edges].sort((a, b) => a - b));
  for (const target of [40, 100, 200, 300]) expect(HISTOGRAM_EDGES.download).toContain(target);
});
