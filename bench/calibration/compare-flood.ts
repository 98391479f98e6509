// The engine against a ten-second flood of one connection on the same windows: error against the minute, and data.
import { floodRule, judge } from '../../testbed/src/link/index.ts';
import type { Sample } from './calibrate.ts';
import type { Window } from './windows.ts';

export type Comparison = {
  /** Paired directions with a figure from both. */
  n: number;
  ourMedianError: number;
  floodMedianError: number;
  ourP90Error: number;
  floodP90Error: number;
  /** Pairs in which ours lay nearer, of those that differ. */
  nearerRatio: number;
  /** Mean payload in seconds of the truth's rate. */
  ourDataS: number;
  floodDataS: number;
};

/** Compares the engine's samples of these windows (in the order of `sampleWindows`) with floods over the same windows. */
export function compareWithFlood(
  windows: readonly Window[],
  samplesOf: (window: Window) => readonly Sample[],
): Comparison {
  const pairs = windows.flatMap((window) => {
    const [flood] = judge(() => floodRule(), [window]);
    return samplesOf(window).flatMap((ours) => {
      const isDownload = ours.direction === 'download';
      const floodError = isDownload ? flood?.downErrorRatio : flood?.upErrorRatio;
      if (flood === undefined || floodError === undefined) return [];
      const ourError = Math.abs(ours.rateMbps / ours.truthMbps - 1);
      const floodMbps = (1 + floodError) * ours.truthMbps;
      // A flood's ten seconds carry ten times its own rate.
      return [
        {
          ourError,
          floodError: Math.abs(floodError),
          ourS: (ours.bytes * 8) / ours.truthMbps / 1e6,
          floodS: (10 * floodMbps) / ours.truthMbps,
        },
      ];
    });
  });
  const errors = (key: 'ourError' | 'floodError') => pairs.map((pair) => pair[key]).sort((a, b) => a - b);
  const mean = (key: 'ourS' | 'floodS') => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
  const different = pairs.filter((pair) => pair.ourError !== pair.floodError);
  return {
    n: pairs.length,
    ourMedianError: rank(errors('ourError'), 0.5),
    floodMedianError: rank(errors('floodError'), 0.5),
    ourP90Error: rank(errors('ourError'), 0.9),
    floodP90Error: rank(errors('floodError'), 0.9),
    nearerRatio: different.filter((pair) => pair.ourError < pair.floodError).length / different.length,
    ourDataS: mean('ourS'),
    floodDataS: mean('floodS'),
  };
}

/** Nearest rank of a sorted list; NaN of an empty one. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
