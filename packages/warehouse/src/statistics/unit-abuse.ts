// What the rules against abuse found among the measurements of units: how many, by how many devices, and with which score.
import type { ValidityReason } from '@i-speed/spec';
import { isAbuse, VALIDITY_REASONS } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { select } from '../read/select.ts';
import { setAsideQuery } from './build-query.ts';
import { conditions, paramsOf } from './columns.ts';
import type { Selection } from './question.ts';
import type { UnitAsking } from './units.ts';

/** Measurements of one rule, or of none: something was found that weighed too little to exclude. One with several reasons stands under each. */
export interface UnitAbuse {
  readonly reason?: ValidityReason;
  readonly measurements: number;
  readonly devices: number;
  /** Probability of abuse (0 to 1) in the mean and at most; absent where all were judged before it was kept. */
  readonly meanScore?: number;
  readonly mostScore?: number;
}

/** Of the named units together; rules with the most first, what was not excluded last. Rejects with WarehouseError `unavailable`. */
export async function unitAbuse(
  connections: Connections,
  selection: Selection,
  units: readonly string[],
): Promise<UnitAbuse[]> {
  const rows = await select<Record<'reason' | 'n' | 'devices', string> & Record<'mean' | 'most', number | null>>(
    connections,
    {
      sql: `SELECT arrayJoin(if(empty(found), [''], found)) AS reason, count() AS n, uniqExact(device_key) AS devices, avg(abuse_percent) AS mean, max(abuse_percent) AS most
FROM (
  SELECT device_key, abuse_percent, arrayFilter(reason -> reason IN {abuse:Array(String)}, arrayMap(reason -> toString(reason), reasons)) AS found
  FROM measurements FINAL WHERE ${conditions(selection)} AND unit_code IN {units:Array(String)}
)
WHERE notEmpty(found) OR isNotNull(abuse_percent)
GROUP BY reason ORDER BY reason = '', n DESC, reason`,
      params: { ...paramsOf(selection), abuse: VALIDITY_REASONS.filter(isAbuse), units: [...units] },
    },
  );
  return rows.map(({ reason, n, devices, mean, most }) => ({
    ...(isReason(reason) && { reason }),
    measurements: Number(n),
    devices: Number(devices),
    ...scoresOf(mean, most),
  }));
}

/** Measurements of a unit that one rule against abuse set aside; one that several found stands under the first of its reasons, as in counting. */
export interface SetAside {
  readonly reason: ValidityReason;
  readonly measurements: number;
  /** Of these: so many do not take part, as of each device one does. */
  readonly uncounted: number;
  /** Those without an install are one. */
  readonly devices: number;
  /** Probability of abuse (0 to 1) in the mean and at most; absent where all were judged before it was kept. */
  readonly meanScore?: number;
  readonly mostScore?: number;
}

/** By unit, rules with the most first; a unit of which nothing was set aside has no entry. Rejects with WarehouseError `unavailable`. */
export async function setAsideByUnit(
  connections: Connections,
  selection: Selection,
  { units, heirs = new Map() }: Omit<UnitAsking, 'isDaily'> = {},
): Promise<Map<string, SetAside[]>> {
  const rows = await select<Record<'unit' | 'rule' | 'n' | 'devices', string> & Record<'mean' | 'most', number | null>>(
    connections,
    setAsideQuery(selection, units, heirs),
  );
  const byUnit = new Map<string, SetAside[]>();
  for (const { unit, rule, n, devices, mean, most } of rows) {
    if (!isReason(rule)) continue;
    const counts = { measurements: Number(n), uncounted: Number(n) - Number(devices), devices: Number(devices) };
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), { reason: rule, ...counts, ...scoresOf(mean, most) }]);
  }
  return byUnit;
}

/** Whole percent as a probability. */
function scoresOf(mean: number | null, most: number | null) {
  return mean !== null && most !== null && { meanScore: Math.round(mean) / 100, mostScore: Number(most) / 100 };
}

function isReason(text: string): text is ValidityReason {
  return VALIDITY_REASONS.some((reason) => reason === text);
}
