import { expect, it } from 'vitest';
import { countryBox, drawingHeight, drawingWidth, outlinesOf, place } from './outline.ts';

const { west, south, east, north } = countryBox;

it('the corners of the country’s box are those of the drawing', () => {
  expect(place(west, north)).toEqual([0, 0]);
  const [x, y] = place(east, south);
  expect(x).toBe(drawingWidth);
  expect(Math.abs(y - drawingHeight)).toBeLessThanOrEqual(1);
});

it('an island smaller than the grid is still drawn', () => {
  const ring = [
    [112, 16.5],
    [112.001, 16.5],
    [112.001, 16.501],
    [112, 16.5],
  ];
  const properties = { code: '20333', name: 'Hoàng Sa', provinceCode: '48', edition: '2025-07-01', schematic: true };
  const geometry = { type: 'Polygon' as const, coordinates: [ring] };
  const [outline] = outlinesOf({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', id: '20333', properties, geometry }],
  });
  const [x, y] = place(112, 16.5);
  expect(outline).toEqual({ code: '20333', name: 'Hoàng Sa', path: `M${x} ${y}h1v1h-1z` });
});
