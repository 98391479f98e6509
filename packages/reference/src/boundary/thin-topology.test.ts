import { describe, expect, it } from 'vitest';
import { openReference } from '../open-reference.ts';
import { polygonsOf, shapesOf } from './boundaries.ts';
import { thinTopology } from './thin-topology.ts';

const whole = openReference({}).boundaries();
const thin = thinTopology(whole, 2000);
const corners = (topology: typeof whole) =>
  polygonsOf(topology, 'provinces').flatMap((one) => one.polygons.flat(2)).length;

describe('thinTopology', () => {
  it('leaves fewer corners and a smaller file', () => {
    expect(corners(thin)).toBeLessThan(corners(whole) * 0.6);
    expect(JSON.stringify(thin).length).toBeLessThan(JSON.stringify(whole).length);
  });

  it('keeps every area and every island, each ring with land in it', () => {
    for (const level of ['communes', 'provinces'] as const) {
      const [before, after] = [polygonsOf(whole, level), polygonsOf(thin, level)];
      expect(after.map((one) => [one.code, one.polygons.length])).toEqual(
        before.map((one) => [one.code, one.polygons.length]),
      );
      for (const ring of after.flatMap((one) => one.polygons.flat())) {
        expect(new Set(ring.map(String)).size).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('keeps what it says of itself', () => {
    expect([thin.edition, thin.schematic]).toEqual([whole.edition, whole.schematic]);
    expect(shapesOf(thin, 'communes').features[0]?.properties).toEqual(
      shapesOf(whole, 'communes').features[0]?.properties,
    );
  });

  it('invents no corner', () => {
    // Both are rounded to grids of less than 0.0002 degree.
    const round = ([x, y]: readonly [number, number]) => `${Math.round(x * 1000)} ${Math.round(y * 1000)}`;
    const near = new Set(
      polygonsOf(whole, 'communes')
        .flatMap((one) => one.polygons.flat(2))
        .flatMap(([x, y]) => [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => round([x + i / 1000, y + j / 1000])))),
    );
    const invented = polygonsOf(thin, 'communes')
      .flatMap((one) => one.polygons.flat(2))
      .filter((corner) => !near.has(round(corner)));
    expect(invented).toEqual([]);
  });
});
