// The file of communes: sums and sorted values from which each commune's figures follow, but no row of a device.
import { type ClusterSums, type CollapsedValue, clusterSums, collapse, type Observation } from '@i-speed/statistics';
import type { ExportRow, TableRow } from '@i-speed/warehouse';
import { SUM_NAMES } from './columns.ts';

/** The quantities that are published. */
export const PUBLISHED = {
  download: ['download_mbps', 'download_low_mbps', 'download_high_mbps'],
  upload: ['upload_mbps', 'upload_low_mbps', 'upload_high_mbps'],
  'latency-idle': ['latency_idle_ms'],
} as const;
export type PublishedQuantity = keyof typeof PUBLISHED;

/** Names of the record above, as a list. */
export const PUBLISHED_QUANTITIES = ['download', 'upload', 'latency-idle'] as const;

/** Lines of what people began themselves, in the order of commune, access, kind of point and quantity; figures only from so many devices on. */
export function communeRows(rows: readonly ExportRow[], leastDevices: number): TableRow[] {
  const groups = new Map<string, ExportRow[]>();
  for (const row of rows) {
    const { province, commune, access, network_kind, counts, trigger } = row;
    if (
      !counts ||
      trigger !== 'manual' ||
      commune === '' ||
      !/^\d+$/.test(commune) ||
      access === null ||
      network_kind === null
    )
      continue;
    const key = [province, commune, access, network_kind].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, group]) => linesOf(key, group, leastDevices));
}

function linesOf(key: string, group: readonly ExportRow[], leastDevices: number): TableRow[] {
  const [province, commune, access, network_kind] = key.split(' ');
  const head = { province, commune, access, network_kind };
  const counted = { ...head, quantity: 'counted', n: group.length, devices: devicesIn(group) };
  return [
    counted,
    ...PUBLISHED_QUANTITIES.flatMap((quantity): TableRow[] => {
      const own = group.filter((row) => (row[PUBLISHED[quantity][0]] ?? 0) > 0);
      const devices = devicesIn(own);
      if (own.length === 0) return [];
      const line = { ...head, quantity, n: own.length, devices };
      return [devices < leastDevices ? line : { ...line, ...figures(collapse(own.map(observe(quantity)), 'log')) }];
    }),
  ];
}

function observe(quantity: PublishedQuantity): (row: ExportRow) => Observation {
  const [value, low, high] = PUBLISHED[quantity];
  return (row) => ({
    device: row.device ?? '',
    area: row.place,
    operator: row.operator ?? '',
    access: `${row.access ?? ''}/${row.technology ?? ''}`,
    stratum: `${row.trigger}/${row.family ?? ''}`,
    week: row.week,
    value: row[value] ?? 0,
    low: low === undefined ? undefined : (row[low] ?? undefined),
    high: high === undefined ? undefined : (row[high] ?? undefined),
  });
}

function figures(values: readonly CollapsedValue[]): TableRow {
  const sorted = values.map(({ value }) => Number(value.toPrecision(4))).sort((a, b) => a - b);
  return {
    ...sums(clusterSums(values), ''),
    ...sums(clusterSums(values, Math.log), 'log_'),
    sorted_values: sorted.join(';'),
  };
}

function sums(from: ClusterSums, prefix: string): TableRow {
  return Object.fromEntries(SUM_NAMES.map((name) => [`${prefix}${name}`, from[name]]));
}

function devicesIn(rows: readonly ExportRow[]): number {
  return new Set(rows.map(({ device }) => device)).size;
}
