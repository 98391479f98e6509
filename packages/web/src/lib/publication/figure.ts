// Published figures as people read them: three significant figures, always with the interval.
import type { PublishedFigure } from '@i-speed/spec';
import { countText, figureText } from '#lib/format/number.ts';
import { technologyWord } from '#lib/measure/text.ts';
import { m } from '#lib/paraglide/messages.js';

/** "38,5 Mbps"; where none is told, what stands for it. */
export function figureWithUnit(figure: PublishedFigure, unit: 'Mbps' | 'ms'): string {
  // Publications of version 1 of the method hold values without a class.
  const { value, precision } = figure;
  if (figure.missingDevices !== undefined) return m.stats_no_interval();
  return value === undefined || precision === undefined ? m.stats_too_wide() : `${figureText(value)} ${unit}`;
}

/** "36,1–41,2"; absent where there is no interval. */
export function rangeText({ low, high }: PublishedFigure): string | undefined {
  return low === undefined || high === undefined ? undefined : `${figureText(low)}–${figureText(high)}`;
}

/** "trong khoảng 36,1–41,2, hạng A", or why there is none. */
export function intervalText(figure: PublishedFigure): string {
  if (figure.missingDevices !== undefined) return m.stats_few({ n: countText(figure.missingDevices) });
  const range = rangeText(figure);
  if (range === undefined) return m.stats_no_interval();
  return figure.precision === undefined ? m.stats_wide({ range }) : m.stats_between({ range, grade: figure.precision });
}

/** A technology in words, a code nobody knows yet as it is; all of them where there is none. */
export function technologyText(code: string | undefined): string {
  const word = Object.entries(technologyWord).find(([known]) => known === code)?.[1];
  return word?.() ?? code ?? m.pub_all_technologies();
}
