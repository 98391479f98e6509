import { expect, it } from 'vitest';
import { type Hexagons, type MapHexagon, tellingHexagons } from './hexagons.ts';

const near = { latitude: 21, longitude: 105.8 };
const far = { latitude: 10.8, longitude: 106.7 };
const cell = (place: typeof near, state: MapHexagon['state'], serial: number): MapHexagon => ({
  ...{ code: String(serial), name: 'x', n: 9, devices: 9, countedN: 9, isShort: false, boundary: [] },
  ...place,
  state,
});
/** So many cells with a figure near, and so many far away, by resolution. */
const country = (figures: Record<number, { near: number; far: number }>) => {
  const asked: number[] = [];
  const askAt = (resolution: number): Promise<Hexagons> => {
    asked.push(resolution);
    const found = figures[resolution] ?? { near: 0, far: 0 };
    const of = (n: number, place: typeof near) => Array.from({ length: n }, (_, i) => cell(place, 'figure', i));
    const areas = [...of(found.near, near), ...of(found.far, far), cell(near, 'wide', 999)];
    return Promise.resolve({ areas, resolution, leastDevices: 6, withheld: 0 });
  };
  return { asked, askAt };
};

it('where fine cells tell nothing, coarser ones are shown; of equals the finest', async () => {
  const sparse = country({ 4: { near: 0, far: 0 }, 3: { near: 9, far: 8 } });
  expect((await tellingHexagons(undefined, sparse.askAt)).resolution).toBe(3);
  const equal = country({
    6: { near: 1, far: 0 },
    5: { near: 1, far: 0 },
    4: { near: 1, far: 0 },
    3: { near: 1, far: 0 },
  });
  expect((await tellingHexagons({ ...near, zoom: 8.5 }, equal.askAt)).resolution).toBe(6);
  expect((await tellingHexagons(undefined, country({}).askAt)).resolution).toBe(4);
});

it('what lies out of sight does not count', async () => {
  const { askAt } = country({ 7: { near: 2, far: 0 }, 6: { near: 1, far: 25 } });
  expect((await tellingHexagons({ ...near, zoom: 10 }, askAt)).resolution).toBe(7);
  expect((await tellingHexagons({ latitude: 16, longitude: 106, zoom: 5 }, askAt)).resolution).toBe(4);
});

it('nothing coarser is asked for where there is enough', async () => {
  const { asked, askAt } = country({ 5: { near: 30, far: 0 } });
  expect((await tellingHexagons({ ...near, zoom: 7 }, askAt)).resolution).toBe(5);
  expect(asked).toEqual([5]);
});
