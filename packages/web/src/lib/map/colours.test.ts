// Can the colours of the map be told apart by those who see them otherwise, and on a grey print?
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classCount, colourOf } from './classes.ts';

const GREY = [0.2126, 0.7152, 0.0722];
/** What is seen of linear red, green and blue, deficiency complete: Machado, Oliveira, Fernandes 2009, doi:10.1109/TVCG.2009.113. */
const visions = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
  grey: [GREY, GREY, GREY],
};
/** Of linear light, to cones and from their cube roots to lightness and two hues: Ottosson 2020, bottosson.github.io/posts/oklab. */
const TO_CONES = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_OKLAB = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

const tokens = readFileSync(new URL('../style/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = tokens.split('@media screen and (prefers-color-scheme: dark)');
const classes = Array.from({ length: classCount }, (_, index) => colourOf(index));
const cases = Object.entries(visions).flatMap(([vision, matrix]) => [
  { vision, matrix, scheme: 'light', css: light },
  { vision, matrix, scheme: 'dark', css: dark },
]);

test.each(cases)('$vision, $scheme: classes, bare and dotted ground are told apart', ({ matrix, css }) => {
  const distance = (a: string, b: string) => distanceOf(seen(css, a, matrix), seen(css, b, matrix));
  const steps = classes.slice(1).map((name, index) => distance(classes[index] ?? '', name));
  expect(Math.min(...steps)).toBeGreaterThan(7);
  expect(distance('--map-none', '--map-few')).toBeGreaterThan(12);
  // Dots tell the grey ground from a class; what is bare has its colour alone.
  expect(Math.min(...classes.map((name) => distance('--map-none', name)))).toBeGreaterThan(5);
});

/** A custom property's colour in linear light, as it is seen. */
function seen(css: string, name: string, vision: readonly number[][]): number[] {
  const hex = new RegExp(`${name}: #([0-9a-f]{6});`).exec(css)?.[1] ?? '';
  const linear = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return times(vision, linear).map((part) => Math.min(1, Math.max(0, part)));
}

/** A hundred times the distance in Oklab; two is just seen side by side. */
function distanceOf(a: readonly number[], b: readonly number[]): number {
  const [from, to] = [a, b].map((linear) => times(TO_OKLAB, times(TO_CONES, linear).map(Math.cbrt)));
  return 100 * Math.hypot(...(from ?? []).map((part, at) => part - (to?.[at] ?? Number.NaN)));
}

function times(matrix: readonly number[][], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, factor, at) => sum + factor * (vector[at] ?? Number.NaN), 0));
}
