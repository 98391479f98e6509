// The months of which answers are made before anyone asks.
import { monthWindow } from '@i-speed/statistics';
import type { Connections } from '../../open/connect.ts';
import { select } from '../../read/select.ts';
import type { Part } from '../answer/answer-store.ts';
import { OVER_MS } from '../value/refresh.ts';
import type { PrepareSettings } from './expected.ts';

/** Months (`YYYY-MM`) that have a build and have been over for two days, newest first. */
export async function builtMonths(
  connections: Connections,
  { timeZone, nowMs = Date.now() }: Pick<PrepareSettings, 'timeZone' | 'nowMs'>,
): Promise<Part[]> {
  const rows = await select<{ name: string }>(connections, {
    sql: `SELECT formatDateTime(month, '%Y-%m') AS name FROM builds FINAL WHERE time_zone = {timeZone:String} ORDER BY builds.month DESC`,
    params: { timeZone },
  });
  return rows
    .map(({ name }) => ({ name, ...monthWindow(name, timeZone) }))
    .filter(({ untilMs }) => untilMs + OVER_MS <= nowMs);
}
