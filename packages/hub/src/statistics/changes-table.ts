// Changes from month to month as a flat table: a row a month and kind of point, ratios as after over before.
import type { ChangeSeriesAnswer } from '@i-speed/spec';
import type { TableColumn, TableRow } from '@i-speed/warehouse';
import { estimateCells, estimateColumns } from './estimate-columns.ts';

type Step = ChangeSeriesAnswer['steps'][number];
type Pair = NonNullable<Step['sinceBefore']>;

const number = (name: string): TableColumn => ({ name, type: 'number' });
const ratioColumns = (name: string): TableColumn[] => [
  ...[name, `${name}_low`, `${name}_high`].map(number),
  { name: `${name}_withheld`, type: 'text' },
  { name: `${name}_missing_devices`, type: 'integer' },
];

/** The columns, in order; `change` is since the month before. */
export const CHANGE_COLUMNS: readonly TableColumn[] = [
  ...['indicator', 'edition', 'month', 'network_kind'].map((name) => ({ name, type: 'text' as const })),
  ...estimateColumns('geometric_mean'),
  ...estimateColumns('fixed_mix'),
  ...ratioColumns('change'),
  ...ratioColumns('mix_adjusted_change'),
  number('matched_share'),
];

export function changeRows({ indicator, edition, steps }: ChangeSeriesAnswer): TableRow[] {
  return steps.map(({ month, networkKind, geometricMean, fixedMix, sinceBefore }) => ({
    indicator,
    edition,
    month,
    network_kind: networkKind,
    ...estimateCells('geometric_mean', geometricMean),
    ...estimateCells('fixed_mix', fixedMix),
    ...ratioCells('change', sinceBefore?.raw, sinceBefore?.rawWithheld),
    ...ratioCells('mix_adjusted_change', sinceBefore?.mixAdjusted, sinceBefore?.mixAdjustedWithheld),
    matched_share: sinceBefore?.mixAdjusted?.matchedShare,
  }));
}

function ratioCells(name: string, change: Pair['raw'], withheld: Pair['rawWithheld']): TableRow {
  return {
    [name]: change?.ratio,
    [`${name}_low`]: change?.interval?.low,
    [`${name}_high`]: change?.interval?.high,
    [`${name}_withheld`]: withheld?.withheld,
    [`${name}_missing_devices`]: withheld?.missingDevices,
  };
}
