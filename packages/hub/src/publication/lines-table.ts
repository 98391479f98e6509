// The tables of a publication as one flat table: for CSV, and for the sheets of a workbook.
import type { PublicationTables, PublishedFigure, PublishedLine } from '@i-speed/spec';
import type { TableColumn, TableRow } from '@i-speed/warehouse';

const FIGURES = ['download_mean', 'download_median', 'upload_mean', 'upload_median', 'latency_median'] as const;

/** Rates in Mbit/s, latency in ms; figures are empty where a line shows none. */
export const LINE_COLUMNS: readonly TableColumn[] = [
  ...['month', 'table', 'code', 'name', 'province', 'access', 'technology', 'network_kind'].map(
    (name): TableColumn => ({ name, type: 'text' }),
  ),
  { name: 'n', type: 'integer' },
  { name: 'devices', type: 'integer' },
  { name: 'hidden', type: 'text' },
  { name: 'counted', type: 'integer' },
  { name: 'needed', type: 'integer' },
  { name: 'is_sufficient', type: 'boolean' },
  ...FIGURES.flatMap((name): TableColumn[] => [
    { name, type: 'number' },
    { name: `${name}_low`, type: 'number' },
    { name: `${name}_high`, type: 'number' },
    { name: `${name}_precision`, type: 'text' },
    { name: `${name}_withheld`, type: 'text' },
    { name: `${name}_missing_devices`, type: 'integer' },
  ]),
  { name: 'best_rank', type: 'integer' },
  { name: 'worst_rank', type: 'integer' },
  { name: 'ranked', type: 'integer' },
];

export type TableName = 'country' | 'operators' | 'provinces' | 'communes';
export const TABLE_NAMES: readonly TableName[] = ['country', 'operators', 'provinces', 'communes'];

/** All lines of the named tables. */
export function lineRows(tables: PublicationTables, names: readonly TableName[] = TABLE_NAMES): TableRow[] {
  return names.flatMap((table) => tables[table].map((line) => ({ month: tables.month, table, ...lineRow(line) })));
}

function lineRow(line: PublishedLine): TableRow {
  const { downloadMbps, uploadMbps, latencyIdleMs, sample, rank } = line;
  const figures: Record<(typeof FIGURES)[number], PublishedFigure | undefined> = {
    download_mean: downloadMbps?.mean,
    download_median: downloadMbps?.median,
    upload_mean: uploadMbps?.mean,
    upload_median: uploadMbps?.median,
    latency_median: latencyIdleMs?.median,
  };
  return {
    code: line.code,
    name: line.name,
    province: line.provinceCode,
    access: line.access,
    technology: line.technology,
    network_kind: line.networkKind,
    n: line.n,
    devices: line.devices,
    hidden: line.hidden,
    counted: sample?.counted,
    needed: sample?.needed,
    is_sufficient: sample?.isSufficient,
    ...Object.fromEntries(
      Object.entries(figures).flatMap(([name, figure]) => [
        [name, figure?.value],
        [`${name}_low`, figure?.low],
        [`${name}_high`, figure?.high],
        [`${name}_precision`, figure?.precision],
        [`${name}_withheld`, figure?.withheld],
        [`${name}_missing_devices`, figure?.missingDevices],
      ]),
    ),
    best_rank: rank?.best,
    worst_rank: rank?.worst,
    ranked: rank?.of,
  };
}
