// `node bench/calibration/oracle.ts [--windows N]`: how near the minute's mean can be told at all from a few seconds of a link that moves.
// No TCP: the link's own mean over patterns of windows, on the windows that the calibration keeps apart. Prints a table.
import { parseArgs } from 'node:util';
import { rateOverTime } from '../../testbed/src/link/index.ts';
import { windowsOf } from './windows.ts';

type Pattern = { windows: number; lengthS: number; fromS: number; toS: number };

const MINUTE_MS = 60_000;
const HELD_OUT_SEED = 2;
/** A flood; all there is; the same data in ever more windows; the same where the last seconds are not used. */
const PATTERNS: readonly Pattern[] = [
  { windows: 1, lengthS: 9.5, fromS: 0.5, toS: 10 },
  { windows: 1, lengthS: 12.8, fromS: 0.2, toS: 13 },
  ...[4, 6, 8, 12].map((windows) => ({ windows, lengthS: 3.7 / windows, fromS: 0.2, toS: 13 })),
  ...[5, 7, 10].map((windows) => ({ windows, lengthS: 4.3 / windows, fromS: 0.2, toS: 13 })),
  ...[5, 8, 10, 20].map((windows) => ({ windows, lengthS: 4.85 / windows, fromS: 0.2, toS: 13 })),
  ...[5, 8].map((windows) => ({ windows, lengthS: 0.5, fromS: 0.3, toS: 11.3 })),
];

const { values } = parseArgs({ options: { windows: { type: 'string', default: '300' } } });
const judged = windowsOf(HELD_OUT_SEED, Number(values.windows)).filter(({ variability }) => variability !== 'steady');
const lines = PATTERNS.map((pattern) => {
  const { windows, lengthS, fromS, toS } = pattern;
  const name = `${windows} × ${lengthS.toFixed(2)} s = ${(windows * lengthS).toFixed(2)} s, from ${fromS} to ${toS} s`;
  const cells = (['moving', 'wild'] as const).map((variability) => {
    const errors = judged.filter((one) => one.variability === variability).flatMap((one) => errorsOf(one, pattern));
    const sizes = errors.map(Math.abs).sort((a, b) => a - b);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    return `${percent(rank(sizes, 0.5))} / ${percent(rank(sizes, 0.9))} | ${percent(mean)}`;
  });
  return `| ${name} | ${cells.join(' | ')} |`;
});
process.stdout.write(`| windows | moving: error, median / 90 % | mean | wild: error, median / 90 % | mean |
|---|---|---|---|---|
${lines.join('\n')}
`);

/** Errors of both directions: the link's mean over the pattern against its mean over the minute. */
function errorsOf({ link, startMs }: (typeof judged)[number], pattern: Pattern): number[] {
  return [link.down, link.up].map(({ rateMbps }) => {
    const rate = rateOverTime(rateMbps);
    const seen = startsMs(pattern).map((atMs) => rate.mean(startMs + atMs, startMs + atMs + 1000 * pattern.lengthS));
    const mean = seen.reduce((sum, one) => sum + one, 0) / seen.length;
    return mean / rate.mean(startMs, startMs + MINUTE_MS) - 1;
  });
}

function startsMs({ windows, lengthS, fromS, toS }: Pattern): number[] {
  const stepS = windows === 1 ? 0 : (toS - fromS - lengthS) / (windows - 1);
  return Array.from({ length: windows }, (_, index) => 1000 * (fromS + index * stepS));
}

function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(1)} %`;
}
