// A measurement as the columns of `measurements`: flat, with units in the names, NULL where absent.
import { hash } from 'node:crypto';
import type { Measurement, PublicPoint } from '@i-speed/spec';

/** What is kept of one measurement. */
export interface Row {
  readonly measurement: Measurement;
  /** Where the point stood when it measured; absent when the point is unknown. */
  readonly pointNetworkKind?: PublicPoint['networkKind'];
  /** Edition of `provinceCode` and `communeCode`, `YYYY-MM-DD`; absent where they are. */
  readonly areaEdition?: string;
}

/** Values of one row by column; `undefined` is left out of the JSON and becomes NULL (the column's default). */
export type Columns = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The largest value of a signed 64-bit number, from which the time of receipt is subtracted: earlier is greater. */
const SENIORITY_ORIGIN = 9_223_372_036_854_775_807n;

/** Columns of the row; names of the table after all migrations: what a question reads. The whole record stands in the details. `writer` is the number of the one who writes, 0 to 65,535. */
export function toColumns({ measurement: m, pointNetworkKind, areaEdition }: Row, writer: number): Columns {
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
    latency_idle_ms: m.latency?.idle?.medianMs,
    jitter_ms: m.latency?.idle?.jitterMs,
    latency_loaded_down_ms: m.latency?.loadedDown?.medianMs,
    latency_loaded_up_ms: m.latency?.loadedUp?.medianMs,
    responsiveness_rpm: m.latency?.responsivenessRpm,
    loss_sent: m.loss?.sent,
    loss_received: m.loss?.received,
    ipv6_reachable: m.ipv6?.reachable,
    validity: m.validity,
    reasons: m.reasons,
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

/**
 * An end of a measurement's own interval as a 32-bit float of which the lower half is clear: the lower end rounded down, the upper
 * up, each by less than 0.8 %, so that the interval stays around its rate. It weighs a measurement among others of its device and week; digits
 * beyond would fill the disk with noise.
 */
export function coarse(value: number | undefined, end: 'low' | 'high'): number | undefined {
  if (value === undefined) return undefined;
  BITS.setFloat32(0, value);
  const bits = BITS.getUint32(0);
  BITS.setUint32(0, (end === 'low' ? bits : bits + COARSE_BITS) & ~COARSE_BITS);
  return BITS.getFloat32(0);
}

const COARSE_BITS = 0xff_ff;
const BITS = new DataView(new ArrayBuffer(4));

function keyOf(m: Measurement, writer: number) {
  return {
    id: m.id.toLowerCase(),
    id_at: clickhouseTime(idTimeMs(m.id)),
    seniority: (SENIORITY_ORIGIN - ((BigInt(Date.parse(m.receivedAt)) << 16n) | BigInt(writer))).toString(),
  };
}

function directionColumns(name: 'download' | 'upload', direction: Measurement['download']): Columns {
  return {
    [`${name}_mbps`]: direction?.rateMbps,
    [`${name}_low_mbps`]: coarse(direction?.rateLowMbps, 'low'),
    [`${name}_high_mbps`]: coarse(direction?.rateHighMbps, 'high'),
  };
}
