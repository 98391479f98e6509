// Which cells show no figures, so that none points to few devices.

import type { StatisticsCell } from '@i-speed/spec';
import { suppress } from '@i-speed/statistics';

export type Hidden = NonNullable<StatisticsCell['hidden']>;

interface Countable {
  readonly networkKind?: string;
  readonly devices: number;
}

/** As hiddenCells where totals are not told here: a reader may have them from elsewhere. */
export function hiddenGroups<C extends Countable>(groups: readonly C[], leastDevices: number): Map<Countable, Hidden> {
  const kinds = [...new Set(groups.map(({ networkKind }) => networkKind))];
  const elsewhere = kinds.map(
    (networkKind): Countable => ({ devices: Number.POSITIVE_INFINITY, ...(networkKind && { networkKind }) }),
  );
  return hiddenCells<Countable>(elsewhere, groups, leastDevices);
}

/** Cells of one kind of point are a table of their own: its total is the sum of its groups. */
export function hiddenCells<C extends Countable>(
  totals: readonly C[],
  groups: readonly C[],
  leastDevices: number,
): Map<C, Hidden> {
  const hidden = new Map<C, Hidden>();
  for (const total of totals) {
    const parts = groups.filter(({ networkKind }) => networkKind === total.networkKind);
    const table = [total, ...parts];
    const cells = table.map(({ devices }, i) => ({ id: String(i), devices }));
    const sums = parts.length === 0 ? [] : [{ total: '0', parts: parts.map((_, i) => String(i + 1)) }];
    const { few, complementary } = suppress(cells, sums, leastDevices);
    for (const [i, cell] of table.entries()) {
      if (few.has(String(i))) hidden.set(cell, 'few-devices');
      else if (complementary.has(String(i))) hidden.set(cell, 'complementary');
    }
  }
  return hidden;
}
