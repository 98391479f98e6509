// A statistics answer as one flat table: a row a cell, the same columns in CSV and Parquet.
import type { StatisticsAnswer, StatisticsCell } from '@i-speed/spec';
import type { TableColumn, TableRow } from '@i-speed/warehouse';
import { estimateCells, estimateColumns } from './estimate-columns.ts';

/** The columns, in order; figures are empty where a cell shows none. */
export const STATISTICS_COLUMNS: readonly TableColumn[] = [
  { name: 'indicator', type: 'text' },
  { name: 'unit', type: 'text' },
  { name: 'from', type: 'text' },
  { name: 'to', type: 'text' },
  { name: 'edition', type: 'text' },
  { name: 'group_by', type: 'text' },
  { name: 'key', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'network_kind', type: 'text' },
  { name: 'n', type: 'integer' },
  { name: 'devices', type: 'integer' },
  { name: 'hidden', type: 'text' },
  { name: 'effective_n', type: 'number' },
  ...['mean', 'geometric_mean', 'median', 'share', 'share_at_target'].flatMap(estimateColumns),
  ...['p10', 'p20', 'p80', 'p90'].map((name): TableColumn => ({ name, type: 'number' })),
  { name: 'as_of', type: 'text' },
];

/** Totals first (no `group_by`), then groups. */
export function statisticsRows(answer: StatisticsAnswer): TableRow[] {
  const head = {
    indicator: answer.indicator.id,
    unit: answer.indicator.unit,
    from: answer.period.from,
    to: answer.period.to,
    edition: answer.edition,
    as_of: answer.asOf,
  };
  return [
    ...answer.totals.map((cell) => ({ ...head, ...cellRow(cell) })),
    ...answer.groups.map((cell) => ({ ...head, group_by: answer.groupBy, ...cellRow(cell) })),
  ];
}

function cellRow(cell: StatisticsCell): TableRow {
  return {
    key: cell.key,
    name: cell.name,
    network_kind: cell.networkKind,
    n: cell.n,
    devices: cell.devices,
    hidden: cell.hidden,
    effective_n: cell.effectiveN,
    ...estimateCells('mean', cell.mean),
    ...estimateCells('geometric_mean', cell.geometricMean),
    ...estimateCells('median', cell.median),
    ...estimateCells('share', cell.share),
    ...estimateCells('share_at_target', cell.shareAtTarget),
    p10: cell.p10,
    p20: cell.p20,
    p80: cell.p80,
    p90: cell.p90,
  };
}
