// Numbers as people of each language read them.
import { getLocale } from '#lib/paraglide/runtime.js';
import { type Digits, decimalText } from './decimal.ts';

/** A rate with three significant figures and its unit: "38,5 Mbps", "2,98 Gbps". */
export function formatRate(mbps: number): { figure: string; unit: 'Mbps' | 'Gbps' } {
  const inGbps = mbps >= 999.5;
  return { figure: figureText(inGbps ? mbps / 1000 : mbps), unit: inGbps ? 'Gbps' : 'Mbps' };
}

export function rateText(mbps: number): string {
  const { figure: value, unit } = formatRate(mbps);
  return `${value} ${unit}`;
}

/** The ends of a rate's interval in the unit in which the rate itself is shown, so that the three can be compared. */
export function formatRange(lowMbps: number, highMbps: number, rateMbps: number): { low: string; high: string } {
  const perUnit = formatRate(rateMbps).unit === 'Gbps' ? 1000 : 1;
  return { low: figureText(lowMbps / perUnit), high: figureText(highMbps / perUnit) };
}

/** A mark of an axis: "50 Mbps", "1,5 Gbps", without the zeros that three figures would add. */
export function markText(mbps: number): string {
  return mbps < 1000 ? `${plainText(mbps)} Mbps` : `${plainText(mbps / 1000)} Gbps`;
}

/** A number as short as it is: "50", "0,5". */
export function plainText(value: number): string {
  return format(value, { figures: 3 });
}

/** Milliseconds: one decimal below 10, whole above. */
export function msText(ms: number): string {
  return `${format(ms, { decimals: ms < 10 ? 1 : 0 })} ms`;
}

export function countText(n: number): string {
  return format(n, { decimals: 3 });
}

/** Bytes in MB (10^6), one decimal below 100. */
export function megabytesText(sizeBytes: number): string {
  const megabytes = sizeBytes / 1e6;
  return `${format(megabytes, { decimals: megabytes < 100 ? 1 : 0 })} MB`;
}

export function secondsText(ms: number): string {
  return `${format(ms / 1000, { decimals: 1 })} s`;
}

export function percentText(ratio: number): string {
  return `${format(ratio * 100, { decimals: 1 })}%`;
}

/** Three significant figures without a unit. */
export function figureText(value: number): string {
  if (value === 0) return '0';
  return format(value, value < 0.01 ? { figures: 1 } : { figures: 3, leastFigures: 3 });
}

function format(value: number, digits: Digits): string {
  return decimalText(value, digits, getLocale() === 'vi' ? 'vi' : 'en');
}
