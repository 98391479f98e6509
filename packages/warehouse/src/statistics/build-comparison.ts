// From a validated question to SQL: what changes, small areas and sufficiency are reckoned from.
import type { Scale } from '@i-speed/statistics';
import type { Plan } from '../build/plan.ts';
import type { Query } from '../read/select.ts';
import { collapsed } from './collapsed.ts';
import { areaOf, conditions, paramsOf } from './columns.ts';
import type { AskedQuantity, Selection } from './question.ts';

export interface PlainQuestion extends Selection {
  readonly quantity: AskedQuantity;
}

/** For each kind of point and cell operator x technology x commune: devices, their mean and squared deviations, one value a device. */
export function mixQuery(question: PlainQuestion, plan: Plan, scale: Scale): Query {
  return {
    sql: `WITH ${collapsed(question, plan)}
SELECT any(mix_kind) AS kind, any(mix_cell) AS cell, count() AS devices, avg(x) AS mean, varPopStable(x) * count() AS squares
FROM (
  SELECT any(collapsed.kind) AS mix_kind, any(concat(operator_key, ' ', access_key, ' ', commune)) AS mix_cell,
    cityHash64(collapsed.kind, operator_key, access_key, commune) AS mix_hash, device, avg(${scale === 'log' ? 'log(value)' : 'value'}) AS x
  FROM collapsed GROUP BY mix_hash, device
)
GROUP BY mix_hash`,
    params: paramsOf(question),
  };
}

/** For each commune of the edition and network: the mean logarithm of every device. `within` as in small-areas.ts. */
export function deviceLogsQuery(question: PlainQuestion, plan: Plan, within: 'network' | 'access'): Query {
  const place = `concat(${areaOf('province', question)}, ' ', ${areaOf('commune', question)})`;
  const network = within === 'network' ? "concat(operator_key, ' ', access_key)" : "splitByChar('/', access_key)[1]";
  return {
    sql: `WITH ${collapsed(question, plan, place)}
SELECT splitByChar(' ', cell_key)[1] AS province, splitByChar(' ', cell_key)[2] AS commune, network, groupArray(x) AS logs
FROM (
  SELECT cell_key, ${network} AS network, device, avg(log(value)) AS x FROM collapsed
  WHERE splitByChar(' ', cell_key)[2] != '' GROUP BY cell_key, network, device ORDER BY device
)
GROUP BY cell_key, network ORDER BY cell_key, network`,
    params: paramsOf(question),
  };
}

/** Counted measurements and their devices by province, commune and access kind. */
export function sufficiencyQuery(selection: Selection): Query {
  return {
    sql: `SELECT ${areaOf('province', selection)} AS province, ${areaOf('commune', selection)} AS commune,
  ifNull(access_kind, '') AS access, count() AS counted, uniqExact(device_key) AS devices
FROM measurements FINAL WHERE ${conditions(selection)} AND counts_in_statistics
GROUP BY province, commune, access ORDER BY province, commune, access`,
    params: paramsOf(selection),
  };
}
