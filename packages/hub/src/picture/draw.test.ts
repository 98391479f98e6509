import { describe, expect, it } from 'vitest';
import { type Chart, drawBins, drawRanges, drawTime } from './draw.ts';
import { COLOUR, scaleMarks } from './marks.ts';

const chart: Chart = {
  title: 'A < B',
  scope: 'S',
  reading: 'R',
  beyond: 'goes on',
  source: 'i-Speed',
  nothing: 'nothing to draw',
  few: (missing) => `${missing} more`,
  tag: 'en-GB',
  unit: 'Mbps',
};
const named = (label: string, value?: number, isFigure = true) => ({
  label,
  estimate:
    value === undefined
      ? undefined
      : { interval: { low: value / 2, high: value * 2 }, ...(isFigure && { value, precision: 'A' as const }) },
});
const count = (svg: string, part: string) => svg.split(part).length - 1;

describe('a chart', () => {
  it('breaks line and band where a step has no figure', () => {
    const svg = drawTime(chart, [named('1', 10), named('2', 12), named('3'), named('4', 11)]);
    expect(count(svg, '<circle')).toBe(3);
    expect(count(svg, 'fill="none"')).toBe(2);
  });
  it('draws a second series dashed, within the same scale', () => {
    const svg = drawTime(chart, [named('1', 1), named('2', 1)], [90, 80]);
    expect(count(svg, 'stroke-dasharray')).toBe(1);
    expect(svg).toContain('>100</text>');
  });
  it('an interval too wide for a figure is a band without a dot', () => {
    const svg = drawRanges(chart, [named('a', 10), named('b', 20, false)]);
    expect([count(svg, '<circle'), count(svg, 'rx="7"')]).toEqual([1, 2]);
  });
  it('a row of too few devices says how many are missing, also alone', () => {
    const short = { label: 'few', estimate: { withheld: 'few-devices' as const, missingDevices: 14 } };
    for (const rows of [[named('a', 10), short], [short]]) {
      const svg = drawRanges(chart, rows);
      expect([svg.includes('>few</text>'), svg.includes('>14 more</text>'), svg.includes('nothing')]).toEqual([
        true,
        true,
        false,
      ]);
      const [, height = ''] = /viewBox="0 0 960 ([\d.]+)"/.exec(svg) ?? [];
      const [, y = ''] = /y="([\d.]+)"[^>]*>14 more/.exec(svg) ?? [];
      expect(Number(y)).toBeLessThan(Number(height) - 50);
    }
  });
  it('an interval too wide for a figure does not set the scale: it goes on past the edge, with an arrow, which is said', () => {
    const rows = [named('a', 10), { label: 'b', estimate: { interval: { low: 5, high: 900 } } }];
    for (const svg of [drawRanges(chart, rows), drawTime(chart, rows)]) {
      expect([svg.includes('>20</text>'), svg.includes('>25</text>'), svg.includes('>500</text>')]).toEqual([
        true,
        false,
        false,
      ]);
      expect([svg.includes('R goes on'), count(svg, `${COLOUR.muted}"/>`)]).toEqual([true, 1]);
    }
    expect(drawTime(chart, [named('1', 10)])).not.toContain('goes on');
  });
  it('a bar is as wide as its share of the largest', () => {
    const svg = drawBins(chart, [10, 20], [1, 4, 2]);
    const widths = [...svg.matchAll(/width="([\d.]+)" height="18"/g)].map(([, width]) => Number(width));
    expect(widths.map((width) => Math.round((100 * width) / Math.max(...widths)))).toEqual([25, 100, 50]);
  });
  it('says when there is nothing to draw, and escapes its words', () => {
    for (const svg of [drawTime(chart, [named('1')]), drawRanges(chart, []), drawBins(chart, [1], [0, 0])]) {
      expect(svg).toContain('nothing to draw');
      expect(svg).toContain('A &#60; B');
    }
  });
  it('a scale is round, from 0 to at least the most', () => {
    expect(scaleMarks(43)).toEqual([0, 20, 40, 60]);
    expect(scaleMarks(0)).toEqual([0, 1]);
  });
});
