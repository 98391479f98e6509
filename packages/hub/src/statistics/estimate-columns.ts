// An estimate in a flat table: the figure, its interval, its class, why there is no figure, and how many devices are missing, as six columns.
import type { StatisticsEstimate } from '@i-speed/spec';
import type { TableColumn, TableRow } from '@i-speed/warehouse';

export function estimateColumns(name: string): TableColumn[] {
  return [
    { name, type: 'number' },
    { name: `${name}_low`, type: 'number' },
    { name: `${name}_high`, type: 'number' },
    { name: `${name}_precision`, type: 'text' },
    { name: `${name}_withheld`, type: 'text' },
    { name: `${name}_missing_devices`, type: 'integer' },
  ];
}

/** All six empty where there is no estimate. */
export function estimateCells(name: string, estimate: StatisticsEstimate | undefined): TableRow {
  return {
    [name]: estimate?.value,
    [`${name}_low`]: estimate?.interval?.low,
    [`${name}_high`]: estimate?.interval?.high,
    [`${name}_precision`]: estimate?.precision,
    [`${name}_withheld`]: estimate?.withheld,
    [`${name}_missing_devices`]: estimate?.missingDevices,
  };
}
