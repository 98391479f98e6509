// Whole rows of a period for open data, a day at a time, so that a month never stands in memory twice.
import { dayWindow } from '@i-speed/statistics';
import type { Connections } from '../open/connect.ts';
import { areaOf, conditions, paramsOf, VALUE_WEEK } from '../statistics/columns.ts';
import type { Selection } from '../statistics/question.ts';
import { select } from './select.ts';

/** One measurement as open data tells it; NULL where it was not measured or not told. Times are days of the selection's zone. */
export interface ExportRow {
  readonly day: string;
  /** First day of the week of its value (valueWeekOf). */
  readonly week: string;
  /** Key of the device, never to be published as it is. */
  readonly device: string | null;
  /** The commune as the device gave it, in its own edition: keeps values of two places apart, never to be published. */
  readonly place: string;
  /** Codes of the selection's edition; '' where unknown. */
  readonly province: string;
  readonly commune: string;
  readonly operator: string | null;
  readonly access: string | null;
  readonly technology: string | null;
  readonly trigger: string;
  readonly family: number | null;
  readonly network_kind: string | null;
  readonly client_kind: string;
  readonly method_version: string;
  readonly download_mbps: number | null;
  readonly download_low_mbps: number | null;
  readonly download_high_mbps: number | null;
  readonly upload_mbps: number | null;
  readonly upload_low_mbps: number | null;
  readonly upload_high_mbps: number | null;
  readonly latency_idle_ms: number | null;
  readonly latency_loaded_down_ms: number | null;
  readonly latency_loaded_up_ms: number | null;
  readonly jitter_ms: number | null;
  readonly loss_sent: number | null;
  readonly loss_received: number | null;
  readonly ipv6_reachable: boolean | null;
  readonly validity: string;
  readonly reasons: readonly string[];
  readonly corroborated: boolean;
  readonly counts: boolean;
}

const PLAIN = [
  'client_kind',
  'method_version',
  'download_mbps',
  'download_low_mbps',
  'download_high_mbps',
  'upload_mbps',
  'upload_low_mbps',
  'upload_high_mbps',
  'latency_idle_ms',
  'latency_loaded_down_ms',
  'latency_loaded_up_ms',
  'jitter_ms',
  'loss_sent',
  'loss_received',
  'ipv6_reachable',
  'validity',
  'reasons',
  'corroborated',
];

/** The measurements of one day 'YYYY-MM-DD' (the selection's own period is not looked at), in the order of their ids. Rejects with WarehouseError. */
export async function exportDay(
  connections: Connections,
  selection: Omit<Selection, 'fromMs' | 'untilMs'>,
  day: string,
): Promise<ExportRow[]> {
  const asked: Selection = { ...selection, ...dayWindow(day, selection.timeZone) };
  return select<ExportRow>(connections, {
    sql: `SELECT toString(toDate(started_at, {timeZone:String})) AS day, toString(${VALUE_WEEK}) AS week,
  if(isNull(device_key), NULL, toString(device_key)) AS device, concat(ifNull(toString(area_edition), ''), ' ', ifNull(commune_code, '')) AS place,
  ${areaOf('province', asked)} AS province, ${areaOf('commune', asked)} AS commune, operator, access_kind AS access, technology,
  \`trigger\`, family, point_network_kind AS network_kind, ${PLAIN.join(', ')}, counts_in_statistics AS counts
FROM measurements FINAL WHERE ${conditions(asked)} ORDER BY id_at, id`,
    params: paramsOf(asked),
  });
}
