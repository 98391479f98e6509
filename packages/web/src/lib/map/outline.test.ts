import { expect, it } from 'vitest';
import { countryBox, drawingHeight, drawingWidth, frameOf, outlinesOf, place } from './outline.ts';

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

it('a frame holds what it is made for, with the same free margin on all sides', () => {
  const frame = frameOf([
    [105, 20],
    [106, 21],
  ]);
  const [left, bottom] = place(105, 20, frame);
  const [right, top] = place(106, 21, frame);
  expect(Math.abs(left - (frame.width - right))).toBeLessThanOrEqual(1);
  expect(Math.abs(top - (frame.height - bottom))).toBeLessThanOrEqual(1);
  expect(Math.max(frame.width, frame.height)).toBe(drawingWidth);
  // A degree of latitude is longer on the map than one of longitude, by 1 / cos 20.5 degrees.
  expect((bottom - top) / (right - left)).toBeCloseTo(1 / Math.cos((20.5 * Math.PI) / 180), 2);
});
