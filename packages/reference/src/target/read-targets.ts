// Targets: what the law or a plan asks of networks; each with its source, its validity and its scope.
import { readOptionalTable, type TableSource } from '../country/table-source.ts';
import { need, numberIn, oneOf } from '../table/read-cell.ts';

/** One target. */
export interface Target {
  readonly id: string;
  readonly access: 'mobile' | 'fixed';
  /** Absent where the target holds for every technology of the access kind. */
  readonly technology?: '4g' | '5g';
  /** What is held against the threshold: the measured mean, or the rate that can be bought everywhere. */
  readonly measure: 'download-mean' | 'available-rate';
  readonly thresholdMbps: number;
  /** First day 'YYYY-MM-DD' it applies. */
  readonly validFrom: string;
  /** Last day; absent where none is set. */
  readonly validTo?: string;
  readonly scope: 'country' | 'province';
  /** Absent for an aim that no act the project knows of has set down. */
  readonly legalSource?: string;
  /** The same in English. */
  readonly legalSourceEn?: string;
}

/** Reads `targets.csv`; a country without one has no targets. */
export function readTargets(source: TableSource): Target[] {
  return readOptionalTable(source, 'targets.csv').map((row) => {
    const thresholdMbps = numberIn(row, 'threshold_mbps');
    if (thresholdMbps === undefined) throw new Error(`target ${row.id} has no threshold`);
    return {
      id: need(row, 'id'),
      access: oneOf(['mobile', 'fixed'], need(row, 'access')),
      ...(row.technology !== undefined && { technology: oneOf(['4g', '5g'], row.technology) }),
      measure: oneOf(['download-mean', 'available-rate'], need(row, 'measure')),
      thresholdMbps,
      validFrom: need(row, 'valid_from'),
      ...(row.valid_to !== undefined && { validTo: row.valid_to }),
      scope: oneOf(['country', 'province'], need(row, 'scope')),
      ...(row.source !== undefined && { legalSource: row.source }),
      ...(row.source_en !== undefined && { legalSourceEn: row.source_en }),
    };
  });
}
