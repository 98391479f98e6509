// Are the state's targets met? Only where the interval lies wholly on one side is there a verdict.
import type { Target } from '@i-speed/reference';
import type { PublishedLine, PublishedTarget } from '@i-speed/spec';
import { present } from '../present.ts';

/** The targets in force at the month's end that measured means are held against, one line for each kind of point inside the country. */
export function judgeTargets(
  targets: readonly Target[],
  country: readonly PublishedLine[],
  month: string,
): PublishedTarget[] {
  const lastDay = `${month}-31`;
  return targets
    .filter(({ measure, validFrom, validTo }) => {
      const applies = validFrom <= lastDay && (validTo === undefined || validTo >= `${month}-01`);
      return measure === 'download-mean' && applies;
    })
    .flatMap(({ id, access, technology, thresholdMbps, legalSource }) =>
      country
        .filter((line) => line.access === access && line.technology === technology && line.networkKind !== 'abroad')
        .map(({ networkKind, downloadMbps }): PublishedTarget => {
          const mean = downloadMbps?.mean;
          const verdict = verdictOf(mean, thresholdMbps);
          return present({ id, access, technology, networkKind, thresholdMbps, legalSource, mean, verdict });
        }),
    );
}

function verdictOf(
  mean: { readonly low?: number | undefined; readonly high?: number | undefined } | undefined,
  thresholdMbps: number,
): PublishedTarget['verdict'] {
  if (mean?.low === undefined || mean.high === undefined) return 'not-enough';
  if (mean.low >= thresholdMbps) return 'met';
  return mean.high < thresholdMbps ? 'missed' : 'undecided';
}
