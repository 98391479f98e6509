// A measurement as the columns of `measurements`: flat, with units in the names, NULL where absent.
import { hash } from 'node:crypto';
import type { Measurement, PublicPoint } from '@i-speed/spec';
import { DELAY_BITS, significant, VALUE_BITS } from '@i-speed/statistics';

/** What is kept of one measurement. */
export interface Row {
  readonly measurement: Measurement;
  /** Where the point stood when it measured; absent when the point is unknown. */
  readonly pointNetworkKind?: PublicPoint['networkKind'];
  /** Edition of `provinceCode` and `communeCode`, `YYYY-MM-DD`; absent where they are. */
  readonly areaEdition?: string;
  /** Probability of abuse (0 to 1) as it was judged; absent where nothing was found that bears on it. It is kept for officials and not in the record. */
  readonly abuseProbability?: number;
}

/** Values of one row by column; `undefined` is left out of the JSON and becomes NULL (the column's default). */
export type Columns = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The largest value of a signed 64-bit number, from which the time of receipt is subtracted: earlier is greater. */
const SENIORITY_ORIGIN = 9_223_372_036_854_775_807n;

/** Columns of the row; names of the table after all migrations: what a question reads. The whole record stands in the details. `writer` is the number of the one who writes, 0 to 65,535. */
export function toColumns(
  { measurement: m, pointNetworkKind, areaEdition, abuseProbability }: Row,
  writer: number,
): Columns {
  return {
    ...keyOf(m, writer),
    started_at: clickhouseTime(Date.parse(m.startedAt)),
    trigger: m.trigger,
    method_version: m.methodVersion,
    client_kind: m.client.kind,
    device_key: m.client.installId === undefined ? undefined : deviceKey(m.client.installId).toString(),
    device_model: m.client.deviceModel,
    access_kind: m.access?.kind,
    technology: m.access?.technology,
    latitude: m.position?.latitude,
    longitude: m.position?.longitude,
    accuracy_m: m.position?.accuracyM,
    position_source: m.position?.source,
    area_edition: areaEdition,
    province_code: m.provinceCode,
    commune_code: m.communeCode,
    unit_code: m.unitCode,
    point_network_kind: pointNetworkKind,
    family: m.family,
    network_prefix: m.networkPrefix,
    operator: m.operator,
    ...directionColumns('download', m.download),
    ...directionColumns('upload', m.upload),
    latency_idle_ms: delay(m.latency?.idle?.medianMs),
    jitter_ms: delay(m.latency?.idle?.jitterMs),
    latency_loaded_down_ms: delay(m.latency?.loadedDown?.medianMs),
    latency_loaded_up_ms: delay(m.latency?.loadedUp?.medianMs),
    responsiveness_rpm: m.latency?.responsivenessRpm,
    loss_sent: m.loss?.sent,
    loss_received: m.loss?.received,
    ipv6_reachable: m.ipv6?.reachable,
    validity: m.validity,
    reasons: m.reasons,
    abuse_percent: abuseProbability === undefined ? undefined : Math.round(100 * abuseProbability),
    corroborated: m.corroborated,
    counts_in_statistics: m.countsInStatistics,
  };
}

/** Columns of `measurement_details`. */
export function toDetails({ measurement }: Row, writer: number): Columns {
  return { ...keyOf(measurement, writer), record: JSON.stringify(measurement) };
}

/** Milliseconds since 1970 in the first 48 bits of a UUIDv7 (RFC 9562 section 5.7). */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

/** The key a device is known by in the warehouse: the first 64 bits of SHA-256 of its pseudonym. */
export function deviceKey(installId: string): bigint {
  return hash('sha256', installId.toLowerCase(), 'buffer').readBigUInt64BE();
}

/** UTC as ClickHouse reads it without a setting: `2026-11-21 04:00:00.000`. */
export function clickhouseTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

/** The ends of an interval are kept as steps from the rate, so many of which make a double: 1.55 % each. Also in the columns' definition (migrations/0010). */
export const STEPS_PER_DOUBLING = 45;

/**
 * How many steps lead from one amount up to another that is no less, rounded up: an interval kept by its steps stays around the one that
 * was measured, each end less than 1.6 % further out. At most 65,535, which is as good as without an end.
 */
export function stepsBetween(lower: number, upper: number): number {
  return upper > lower ? Math.min(65_535, Math.ceil(STEPS_PER_DOUBLING * Math.log2(upper / lower))) : 0;
}

function keyOf(m: Measurement, writer: number) {
  return {
    id: m.id.toLowerCase(),
    id_at: clickhouseTime(idTimeMs(m.id)),
    seniority: (SENIORITY_ORIGIN - ((BigInt(Date.parse(m.receivedAt)) << 16n) | BigInt(writer))).toString(),
  };
}

function directionColumns(name: 'download' | 'upload', direction: Measurement['download']): Columns {
  if (direction?.rateMbps === undefined) return { [`${name}_mbps`]: undefined, ...stepColumns(name) };
  const rateMbps = significant(direction.rateMbps, VALUE_BITS);
  return { [`${name}_mbps`]: rateMbps, ...stepColumns(name, { ...direction, rateMbps }) };
}

function stepColumns(
  name: string,
  { rateMbps = 0, rateLowMbps, rateHighMbps }: Partial<NonNullable<Measurement['download']>> = {},
): Columns {
  return {
    [`${name}_low_steps`]: rateLowMbps === undefined ? undefined : stepsBetween(rateLowMbps, rateMbps),
    [`${name}_high_steps`]: rateHighMbps === undefined ? undefined : stepsBetween(rateMbps, rateHighMbps),
  };
}

function delay(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : significant(ms, DELAY_BITS);
}
