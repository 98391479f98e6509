// A measurement as the columns of `measurements`: flat, with units in the names, NULL where absent.
import { createHash } from 'node:crypto';
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

/** Columns of the row; exactly the names of migrations/0001-measurements.sql. `writer` is the number of the one who writes, 0 to 65,535. */
export function toColumns({ measurement: m, pointNetworkKind, areaEdition }: Row, writer: number): Columns {
  return {
    ...keyOf(m, writer),
    started_at: clickhouseTime(Date.parse(m.startedAt)),
    duration_ms: m.durationMs,
    trigger: m.trigger,
    profile: m.profile,
    method_version: m.methodVersion,
    client_kind: m.client.kind,
    client_version: m.client.version,
    device_key: m.client.installId === undefined ? undefined : deviceKey(m.client.installId).toString(),
    device_model: m.client.deviceModel,
    os: m.client.os,
    access_kind: m.access?.kind,
    technology: m.access?.technology,
    latitude: m.position?.latitude,
    longitude: m.position?.longitude,
    accuracy_m: m.position?.accuracyM,
    position_source: m.position?.source,
    area_source: m.area?.source ?? (m.communeCode === undefined ? undefined : m.position?.source),
    area_edition: areaEdition,
    province_code: m.provinceCode,
    commune_code: m.communeCode,
    unit_code: m.unitCode,
    point_id: m.pointId,
    point_network_kind: pointNetworkKind,
    family: m.family,
    network_prefix: m.networkPrefix,
    asn: m.asn,
    operator: m.operator,
    country: m.country,
    ...directionColumns('download', m.download),
    ...directionColumns('upload', m.upload),
    latency_idle_ms: m.latency?.idle?.medianMs,
    latency_min_ms: m.latency?.idle?.minMs,
    jitter_ms: m.latency?.idle?.jitterMs,
    latency_loaded_down_ms: m.latency?.loadedDown?.medianMs,
    latency_loaded_up_ms: m.latency?.loadedUp?.medianMs,
    responsiveness_rpm: m.latency?.responsivenessRpm,
    loss_sent: m.loss?.sent,
    loss_received: m.loss?.received,
    ipv6_reachable: m.ipv6?.reachable,
    failures: m.failures.map((failure) => failure.code),
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
  return createHash('sha256').update(installId.toLowerCase()).digest().readBigUInt64BE();
}

/** UTC as ClickHouse reads it without a setting: `2026-11-21 04:00:00.000`. */
export function clickhouseTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

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
    [`${name}_low_mbps`]: direction?.rateLowMbps,
    [`${name}_high_mbps`]: direction?.rateHighMbps,
    [`${name}_bytes`]: direction?.bytes,
    [`${name}_stop`]: direction?.stop,
    [`${name}_limited_by`]: direction?.limitedBy,
  };
}
