// Which lines of a published table tell no figures, so that nobody is shown by them.
import type { PublishedLine } from '@i-speed/spec';
import { hiddenCells } from '../statistics/hide.ts';

/** Hides what would follow from the country's line and the others; what belongs to no group is one of these. */
export function hideLines(
  whole: readonly PublishedLine[],
  lines: readonly PublishedLine[],
  leastDevices: number,
): PublishedLine[] {
  const tables = Map.groupBy(lines, ({ access, networkKind }) => `${access} ${networkKind}`);
  return [...tables].flatMap(([id, parts]) => {
    const totals = whole.filter(({ access, networkKind }) => `${access} ${networkKind}` === id);
    const hidden = hiddenCells(totals, parts, leastDevices);
    return parts.map((part) => {
      const why = hidden.get(part);
      if (why === undefined) return part;
      const { downloadMbps: _, uploadMbps: __, latencyIdleMs: ___, ...head } = part;
      return { ...head, hidden: why };
    });
  });
}
