// A statistics answer as one flat table: a row a cell, the same columns in CSV and Parquet.
import type { StatisticsAnswer, StatisticsCell } from '@i-speed/spec';
import type { TableColumn, TableRow } from '@i-speed/warehouse';

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
  ...['mean', 'geometric_mean', 'median', 'share', 'share_at_target'].flatMap((name): TableColumn[] => [
    { name, type: 'number' },
    { name: `${name}_low`, type: 'number' },
    { name: `${name}_high`, type: 'number' },
    { name: `${name}_precision`, type: 'text' },
  ]),
  ...['p10', 'p20', 'p80', 'p90'].map((name): TableColumn => ({ name, type: 'number' })),
];

/** Totals first (no `group_by`), then groups. */
export function statisticsRows(answer: StatisticsAnswer): TableRow[] {
  const head = {
    indicator: answer.indicator.id,
    unit: answer.indicator.unit,
    from: answer.period.from,
    to: answer.period.to,
    edition: answer.edition,
  };
  return [
    ...answer.totals.map((cell) => ({ ...head, ...cellRow(cell) })),
    ...answer.groups.map((cell) => ({ ...head, group_by: answer.groupBy, ...cellRow(cell) })),
  ];
}

function cellRow(cell: StatisticsCell): TableRow {
  const { mean, geometricMean, median, share, shareAtTarget } = cell;
  const estimates = { mean, geometric_mean: geometricMean, median, share, share_at_target: shareAtTarget };
  return {
    key: cell.key,
    name: cell.name,
    network_kind: cell.networkKind,
    n: cell.n,
    devices: cell.devices,
    hidden: cell.hidden,
    effective_n: cell.effectiveN,
    ...Object.fromEntries(
      Object.entries(estimates).flatMap(([name, estimate]) => [
        [name, estimate?.value],
        [`${name}_low`, estimate?.interval?.low],
        [`${name}_high`, estimate?.interval?.high],
        [`${name}_precision`, estimate?.precision],
      ]),
    ),
    p10: cell.p10,
    p20: cell.p20,
    p80: cell.p80,
    p90: cell.p90,
  };
}
