// A country's measurements, made inside ClickHouse from row numbers alone: the same rows every time, skewed as real ones are.
import { DELAY_BITS, VALUE_BITS } from '../../packages/statistics/src/index.ts';

/** What is generated. */
export interface Country {
  readonly rows: number;
  /** First month, `YYYY-MM-01`, and how many months the rows are spread over, the later ones fuller. */
  readonly firstMonth: string;
  readonly months: number;
  readonly devices: number;
}

const COMMUNES = 3_321;

/** A uniform number in [0, 1) that depends on the row (or device) and the purpose alone. */
const draw = (of: string, purpose: number) => `(intHash64(${of} * 64 + ${purpose}) / 18446744073709551616.)`;

/** About standard normal: the sum of three uniform numbers, centred and scaled to variance 1. */
const normal = (of: string, purpose: number) =>
  `((${[0, 1, 2].map((i) => draw(of, 30 + purpose * 3 + i)).join(' + ')} - 1.5) * 2)`;

/** The id that a client makes at that instant: its milliseconds, 74 random bits between the version and variant of RFC 9562. */
const uuidV7 = (at: string, first: number, second: number) => {
  const high = `bitShiftLeft(toUInt64(toUnixTimestamp64Milli(${at})), 16) + 28672 + intHash64(number * 64 + ${first}) % 4096`;
  const low = `9223372036854775808 + intHash64(number * 64 + ${second}) % 4611686018427387904`;
  return `reinterpret(bitShiftLeft(toUInt128(toUInt64(${low})), 64) + toUInt128(toUInt64(${high})), 'UUID')`;
};

/** As `append` of the warehouse keeps rates and delays: the digits of a measurement, and the ends of its interval as steps of 1.55 % from it. */
const kept = (value: string, bits: number) =>
  `reinterpretAsFloat32(bitAnd(reinterpretAsUInt32(toFloat32(${value})) + ${2 ** (23 - bits)}, ${2 ** 32 - 2 ** (24 - bits)}))`;
const rate = (value: string) => kept(value, VALUE_BITS);
const delay = (value: string) => kept(value, DELAY_BITS);
const steps = (lower: string, upper: string) => `toUInt16(greatest(0, ceil(45 * log2((${upper}) / (${lower})))))`;

/** Rows of one month: later months have more of them, so that the last of 60 has about twice the mean. */
export function rowsOfMonth({ rows, months }: Country, month: number): number {
  const weight = (m: number) => 0.1 + (2 * m) / months;
  const all = Array.from({ length: months }, (_, m) => weight(m)).reduce((a, b) => a + b, 0);
  return Math.round((rows * weight(month)) / all);
}

/**
 * INSERT of one month, kept when it was measured; prefixes of networks and models of devices are there of the last months, as after the table's own forgetting. Devices: 1 in 5 of them does most of the measuring (cube of a uniform number); each has a home commune (some
 * communes hundred times as full as others), an operator out of 70 of which five have nine tenths, a technology, and a level of its own.
 */
export function insertMonth(country: Country, month: number, firstRow: number): string {
  const count = rowsOfMonth(country, month);
  const device = `toUInt64(floor(pow(${draw('number', 1)}, 3) * ${country.devices}))`;
  const start = `toDateTime64('${country.firstMonth} 00:00:00', 3, 'UTC') + INTERVAL ${month} MONTH - INTERVAL 7 HOUR`;
  const seconds = `dateDiff('second', ${start}, ${start} + INTERVAL 1 MONTH)`;
  const share = `((number - ${firstRow} + ${draw('number', 2)}) / ${count})`;
  const isForgotten = 'toStartOfMonth(begun) + INTERVAL 3 MONTH < today()';
  return `INSERT INTO measurements (id, id_at, seniority, kept_at, started_at, trigger, method_version, client_kind, device_key, device_model,
  access_kind, technology, latitude, longitude, accuracy_m, position_source, area_edition, province_code, commune_code,
  point_network_kind, family, network_prefix, operator, download_mbps, download_low_steps, download_high_steps, upload_mbps, upload_low_steps,
  upload_high_steps, latency_idle_ms, jitter_ms, latency_loaded_down_ms, latency_loaded_up_ms, responsiveness_rpm, loss_sent, loss_received,
  ipv6_reachable, validity, reasons, corroborated, counts_in_statistics)
SETTINGS optimize_on_insert = 0
WITH ${device} AS device, ${draw('device', 3)} AS who, ${draw('device', 4)} AS kit,
  toUInt32(floor(pow(${draw('device', 5)}, 2) * ${COMMUNES})) AS commune,
  multiIf(who < 0.42, 0, who < 0.65, 1, who < 0.83, 2, who < 0.88, 3, who < 0.91, 4, 5 + toUInt32((who - 0.91) * 720)) AS operator_number,
  multiIf(kit < 0.38, '4g', kit < 0.52, '5g', kit < 0.54, '3g', kit < 0.9, 'wifi', 'ethernet') AS tech,
  ${start} + toIntervalMillisecond(toUInt64(${share} * ${seconds} * 1000)) AS begun,
  (multiIf(tech = '5g', 5.2, tech = '4g', 3.5, tech = '3g', 1.2, 4.5) + 0.35 * ${normal('commune', 6)} + 0.7 * ${normal('device', 7)} + 0.5 * ${normal('number', 8)} + ${month} * 0.006) AS level,
  ${rate('exp(level)')} AS down, ${rate(`exp(level - 0.9 + 0.3 * ${normal('number', 9)})`)} AS up,
  0.05 + 0.25 * ${draw('number', 10)} AS width, ${delay(`8 + 40 * pow(${draw('number', 11)}, 3)`)} AS idle,
  ${draw('number', 12)} AS fate, fate < 0.04 AS is_bad
SELECT ${uuidV7('begun', 24, 25)}, begun, 9223372036854775807 - bitShiftLeft(toUInt64(toUnixTimestamp64Milli(begun) + 12000), 16) - 7,
  begun + toIntervalSecond(12), begun, if(${draw('device', 14)} < 0.6, 'manual', 'auto'), '1', if(kit < 0.7, 'pwa', 'web'),
  sipHash64(device, 99), if(${isForgotten}, NULL, concat('model-', toString(toUInt32(pow(${draw('device', 15)}, 2) * 400)))),
  if(tech IN ('wifi', 'ethernet'), 'fixed', 'mobile'), tech, NULL, NULL, NULL, NULL,
  toDate('2025-07-01'), leftPad(toString(1 + intDiv(commune * 34, ${COMMUNES})), 2, '0'), leftPad(toString(commune), 5, '0'),
  multiIf(${draw('number', 17)} < 0.7, 'exchange', ${draw('number', 17)} < 0.95, 'on-net', 'abroad'),
  if(${draw('number', 18)} < 0.6, 6, 4),
  if(${isForgotten}, NULL, concat(toString(toUInt32(1 + who * 220)), '.', toString(toUInt32(kit * 255)), '.', toString(device % 255), '.0/24')),
  concat('operator-', toString(operator_number)),
  if(is_bad, NULL, down), if(is_bad, NULL, ${steps('down / (1 + width)', 'down')}), if(is_bad, NULL, ${steps('down', 'down * (1 + width)')}),
  if(is_bad, NULL, up), if(is_bad, NULL, ${steps('up / (1 + width)', 'up')}), if(is_bad, NULL, ${steps('up', 'up * (1 + width)')}),
  if(is_bad, NULL, idle), if(is_bad, NULL, ${delay(`idle * 0.2 * ${draw('number', 19)}`)}),
  if(is_bad, NULL, ${delay(`idle * 3 + 50 * ${draw('number', 20)}`)}), if(is_bad, NULL, ${delay(`idle * 2 + 50 * ${draw('number', 21)}`)}),
  NULL, 200, toUInt32(200 - floor(pow(${draw('number', 22)}, 8) * 20)), ${draw('device', 23)} < 0.6,
  if(is_bad, 'excluded', 'valid'), if(is_bad, ['failed'], []), NOT is_bad, NOT is_bad AND fate < 0.9
FROM numbers(${firstRow}, ${count})`;
}
