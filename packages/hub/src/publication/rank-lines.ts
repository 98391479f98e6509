// The places of a published table's lines.
import type { PublishedLine } from '@i-speed/spec';
import { rankIntervals } from '@i-speed/statistics';

/** Places by mean download within access kind and kind of point, for lines whose sample is sufficient and whose figure is exact enough. */
export function rankLines(lines: readonly PublishedLine[]): PublishedLine[] {
  const idOf = ({ code, access, networkKind }: PublishedLine) => JSON.stringify([access, networkKind, code]);
  const places = new Map<string, PublishedLine['rank']>();
  for (const group of Map.groupBy(lines, ({ access, networkKind }) => `${access} ${networkKind}`).values()) {
    const able = group.flatMap((one) => {
      const { low, high, precision } = one.downloadMbps?.mean ?? {};
      const mayRank = precision !== undefined && one.sample?.isSufficient !== false;
      return mayRank && low !== undefined && high !== undefined ? [{ id: idOf(one), interval: { low, high } }] : [];
    });
    if (able.length < 2) continue;
    for (const { id, bestRank, worstRank } of rankIntervals(able, 'higher'))
      places.set(id, { best: bestRank, worst: worstRank, of: able.length });
  }
  return lines.map((one) => {
    const rank = places.get(idOf(one));
    return rank === undefined ? one : { ...one, rank };
  });
}
