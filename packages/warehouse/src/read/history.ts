// What is kept of given devices and origins near given times: what validity and the counting rule ask at ingest.
import type { Position, Trigger } from '@i-speed/spec';
import { clickhouseTime, deviceKey } from '../append/row.ts';
import type { Connections } from '../open/connect.ts';
import { select } from './select.ts';

/** Both ends included, milliseconds since 1970. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One kept measurement of a device, by what the rules compare. */
export interface Past {
  readonly id: string;
  readonly installId: string;
  readonly startedAtMs: number;
  readonly trigger: Trigger;
  readonly position?: Position;
  readonly communeCode?: string;
  readonly operator?: string;
  readonly accessKind?: string;
  readonly countsInStatistics: boolean;
}

/** One network prefix and device model; where the model is not told (no browser does) what kind of program it is stands in its place. */
export interface Origin {
  readonly networkPrefix: string;
  readonly deviceModel: string;
}

/** A kept measurement of an origin; `device` is the install's key, '' where the program has none. */
export interface PastOfOrigin extends Origin {
  readonly id: string;
  readonly device: string;
  readonly startedAtMs: number;
}

/**
 * An id is made when the measurement starts; one whose clock jumped by more than this is invalid for it. So what began in a span is found
 * among the ids of the span widened by it.
 */
export const ID_SLACK_MS = 3_600_000;

/** What is kept of the installs and began inside the span, in no order. */
export async function historyOf(connections: Connections, installIds: readonly string[], span: Span): Promise<Past[]> {
  const installs = new Map(installIds.map((installId) => [deviceKey(installId), installId]));
  if (installs.size === 0) return [];
  const rows = await select<PastColumns>(connections, {
    sql: `SELECT id, toString(device_key) AS device, toUnixTimestamp64Milli(started_at) AS startedAtMs, \`trigger\`,
        latitude, longitude, accuracy_m AS accuracyM, position_source AS source,
        commune_code AS communeCode, operator, access_kind AS accessKind, counts_in_statistics AS countsInStatistics
      FROM measurements WHERE ${IN_SPAN} AND device_key IN {devices:Array(UInt64)}
      ORDER BY seniority DESC LIMIT 1 BY id`,
    params: { ...spanParams(span), devices: [...installs.keys()] },
  });
  return rows.map((row) => toPast(row, installs.get(BigInt(row.device)) ?? ''));
}

/** More of one origin in a minute than anyone's turns make: the first are told, so that a flood behind one address is no flood of reading. */
const TOLD_A_MINUTE = 60;

/** What is kept of the origins and began inside the span, of each the first 60 of a minute; in no order. */
export async function originsOf(
  connections: Connections,
  origins: readonly Origin[],
  span: Span,
): Promise<PastOfOrigin[]> {
  if (origins.length === 0) return [];
  const rows = await select<PastOfOrigin & { startedAtMs: number | string }>(connections, {
    sql: `SELECT id, device, toUnixTimestamp64Milli(started_at) AS startedAtMs, networkPrefix, deviceModel
      FROM (
        SELECT id, ifNull(toString(device_key), '') AS device, started_at,
          network_prefix AS networkPrefix, ifNull(device_model, client_kind) AS deviceModel
        FROM measurements WHERE ${IN_SPAN}
          AND network_prefix IN {prefixes:Array(String)} AND deviceModel IN {models:Array(String)}
        ORDER BY seniority DESC LIMIT 1 BY id
      )
      ORDER BY started_at, id
      LIMIT ${TOLD_A_MINUTE} BY networkPrefix, deviceModel, toStartOfMinute(started_at)`,
    params: {
      ...spanParams(span),
      prefixes: [...new Set(origins.map(({ networkPrefix }) => networkPrefix))],
      models: [...new Set(origins.map(({ deviceModel }) => deviceModel))],
    },
  });
  return rows.map((row) => ({ ...row, startedAtMs: Number(row.startedAtMs) }));
}

interface PastColumns {
  readonly id: string;
  readonly device: string;
  readonly startedAtMs: number | string;
  readonly trigger: Trigger;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyM: number | null;
  readonly source: Position['source'] | null;
  readonly communeCode: string | null;
  readonly operator: string | null;
  readonly accessKind: string | null;
  readonly countsInStatistics: boolean;
}

const IN_SPAN = `id_at BETWEEN {idFrom:DateTime64(3, 'UTC')} AND {idTo:DateTime64(3, 'UTC')}
        AND started_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}`;

function spanParams({ fromMs, toMs }: Span) {
  return {
    from: clickhouseTime(fromMs),
    to: clickhouseTime(toMs),
    idFrom: clickhouseTime(fromMs - ID_SLACK_MS),
    idTo: clickhouseTime(toMs + ID_SLACK_MS),
  };
}

function toPast(row: PastColumns, installId: string): Past {
  const { latitude, longitude, accuracyM, source, communeCode, operator, accessKind } = row;
  return {
    id: row.id,
    installId,
    startedAtMs: Number(row.startedAtMs),
    trigger: row.trigger,
    countsInStatistics: row.countsInStatistics,
    ...(latitude !== null &&
      longitude !== null &&
      source !== null && { position: { latitude, longitude, source, ...(accuracyM !== null && { accuracyM }) } }),
    ...(communeCode !== null && { communeCode }),
    ...(operator !== null && { operator }),
    ...(accessKind !== null && { accessKind }),
  };
}
