// The answer of GET /api/v1/statistics, as far as the page shows it (its schema stands in the API's document).
import type { ValidityReason } from '@i-speed/spec';

export type Estimate = { value: number; interval?: { low: number; high: number }; precision?: 'A' | 'B' | 'C' };

export type Cell = {
  key?: string;
  name?: string;
  networkKind?: 'on-net' | 'exchange' | 'hosting' | 'abroad';
  n: number;
  devices: number;
  hidden?: 'few-devices' | 'complementary';
  mean?: Estimate;
  median?: Estimate;
  p10?: number;
  p90?: number;
};

export type Answer = {
  indicator: { id: string; unit: string; method: string };
  period: { from: string; to: string };
  leastDevices: number;
  totals: Cell[];
  groups: Cell[];
  excluded: { reason: ValidityReason; n: number }[];
};

export const indicators = ['download', 'upload', 'latency'] as const;
export const groupings = ['day', 'month', 'province', 'operator', 'access', 'technology'] as const;
export const sorts = ['key', 'n', 'devices', 'median', 'mean'] as const;
export type Indicator = (typeof indicators)[number];
export type Grouping = (typeof groupings)[number];
export type Sort = (typeof sorts)[number];

/** The value by which a column sorts; absent figures go last whatever the direction. */
export function sortValue(cell: Cell, sort: Sort): number | string | undefined {
  if (sort === 'key') return cell.name ?? cell.key;
  if (sort === 'n' || sort === 'devices') return cell[sort];
  return cell[sort]?.value;
}

/** A sorted copy; times and names rise, figures fall. */
export function sorted(cells: readonly Cell[], sort: Sort): Cell[] {
  const withValue = cells.map((cell) => ({ cell, value: sortValue(cell, sort) }));
  const order = (a: number | string, b: number | string) =>
    typeof a === 'number' && typeof b === 'number' ? b - a : String(a).localeCompare(String(b), 'vi');
  return withValue
    .sort((a, b) => {
      if (a.value === undefined || b.value === undefined)
        return Number(a.value === undefined) - Number(b.value === undefined);
      return order(a.value, b.value);
    })
    .map(({ cell }) => cell);
}
