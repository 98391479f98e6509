// The columns of the open data files, in order, each with its meaning: the data dictionary is made from this.
import type { TableColumn } from '@i-speed/warehouse';

export interface Described extends TableColumn {
  /** `{least}` stands for the fewest devices of which something is told, a setting of the hub. */
  readonly meaning: string;
}

const text = (name: string, meaning: string): Described => ({ name, type: 'text', meaning });
const number = (name: string, meaning: string): Described => ({ name, type: 'number', meaning });
const integer = (name: string, meaning: string): Described => ({ name, type: 'integer', meaning });
const boolean = (name: string, meaning: string): Described => ({ name, type: 'boolean', meaning });

/** One row a measurement, excluded ones too. */
export const MEASUREMENT_COLUMNS = [
  text('day', 'day of the start, YYYY-MM-DD in the time zone of the country'),
  text('week', 'first day of the week whose one value it belongs to: the ISO week cut at the ends of the month'),
  text('device', 'pseudonym of the install, drawn anew for each file; empty for programs without one'),
  integer('place', 'number of the place within the device and month, 1 for the first; the commune itself is not told'),
  text('province', 'code of the province; empty where unknown or withheld'),
  text('operator', 'operator by AS number; empty where unknown or withheld'),
  text(
    'withheld',
    'what is withheld as fewer than {least} devices would stand behind it: operator, or operator+province',
  ),
  text('access', 'mobile or fixed; empty where not told'),
  text('technology', '2g, 3g, 4g, 5g, wifi, ethernet; empty where not told'),
  text('trigger', 'manual, auto or scheduled'),
  integer('family', 'IP version, 4 or 6'),
  text('network_kind', 'where the point stood: on-net, exchange, hosting or abroad'),
  text('client_kind', 'program that measured'),
  text('method_version', 'version of the method of measurement'),
  number('download_mbps', 'rate of payload, 10^6 bit/s, counted by the client; to 0.1 %'),
  number('download_low_mbps', 'lower end of its own 90 % interval, rounded down by less than 1.6 %'),
  number('download_high_mbps', 'upper end of its own 90 % interval, rounded up by less than 1.6 %'),
  number('upload_mbps', 'rate of payload, 10^6 bit/s, counted by the point; to 0.1 %'),
  number('upload_low_mbps', 'lower end of its own 90 % interval, rounded down by less than 1.6 %'),
  number('upload_high_mbps', 'upper end of its own 90 % interval, rounded up by less than 1.6 %'),
  number('latency_idle_ms', 'median round trip, ms, without load; to 0.4 %'),
  number('latency_loaded_down_ms', 'median round trip, ms, while downloading; to 0.4 %'),
  number('latency_loaded_up_ms', 'median round trip, ms, while uploading; to 0.4 %'),
  number('jitter_ms', 'mean difference of consecutive round trips, ms; to 0.4 %'),
  integer('loss_sent', 'datagrams sent'),
  integer('loss_received', 'datagrams that came back'),
  boolean('ipv6_reachable', 'whether the device reached the point over IPv6'),
  text('validity', 'valid or excluded'),
  text('reasons', 'why it was excluded, joined by ;'),
  boolean('corroborated', 'whether the point’s signed receipt bears the figures out'),
  boolean('counts', 'whether it counts in statistics: valid, and one in 4 hours of a device, commune and network'),
] as const satisfies readonly Described[];

/** Sums over devices, m values adding up to s in each: what mean and interval follow from (packages/statistics, ClusterSums). */
export const SUM_NAMES = ['values', 'sum', 'squares', 'mm', 'ms', 'ss', 'mmm', 'mms', 'mss', 'sss'] as const;

/** One row a commune, access kind, kind of point and quantity. */
export const COMMUNE_COLUMNS: readonly Described[] = [
  text('province', 'code of the province'),
  text('commune', 'code of the commune'),
  text('access', 'mobile or fixed'),
  text('network_kind', 'where the points stood'),
  text('quantity', 'download, upload or latency-idle; `counted` tells how many measurements count, whatever they hold'),
  integer('n', 'measurements that count and have the quantity'),
  integer('devices', 'devices behind them; from {least} on the other columns are filled'),
  ...SUM_NAMES.map((name) => number(name, `${name} of the collapsed values (docs/method/intervals.md)`)),
  ...SUM_NAMES.map((name) => number(`log_${name}`, `${name} of the logarithms of the collapsed values`)),
  text('sorted_values', 'the collapsed values rising, four significant figures, joined by ;'),
];
