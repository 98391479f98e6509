// What a batch must know of the past: one look into the warehouse for all of it, then each new measurement added as it is decided.
import { DAY_MS } from '@i-speed/spec';
import type { EarlierMeasurement, SameOrigin } from '@i-speed/statistics';
import type { Origin, Past, PastOfOrigin, Span, Warehouse } from '@i-speed/warehouse';
import { deviceKey } from '@i-speed/warehouse';
import { present } from '../present.ts';
import type { Prepared } from './prepare.ts';

/** What the rules ask of the past of one measurement. */
export interface PastOf {
  readonly earlier: EarlierMeasurement[];
  readonly sameOrigin: SameOrigin[];
  /** Starts of those of its device, commune and network that count. */
  readonly countedStartsMs: number[];
}

export interface KnownPast {
  of(prepared: Prepared): PastOf;
  add(prepared: Prepared, countsInStatistics: boolean): void;
}

/** So far back, and on where something arrives late, validity looks at a device's own measurements, and at those of an origin. */
const DEVICE_DAYS = 30;
const ORIGIN_DAYS = 1;

/** What was decided and may be on disk or not while the past is read. */
interface Underway {
  readonly prepared: Prepared;
  readonly row: { readonly measurement: { readonly countsInStatistics: boolean } };
}

/** Reads the past of all measurements of a batch, with what is under way as a part of it. Rejects with WarehouseError `unavailable`. */
export async function readPast(
  warehouse: Warehouse,
  batch: readonly Prepared[],
  underway: readonly Underway[],
): Promise<KnownPast> {
  if (batch.length === 0) return knownPast(new Map(), new Map());
  const starts = batch.map(startedAtMs);
  const spanOf = (days: number): Span => ({
    fromMs: Math.min(...starts) - days * DAY_MS,
    toMs: Math.max(...starts) + days * DAY_MS,
  });
  const origins = batch.map(originOf).filter((origin) => origin !== undefined);
  const [devices, sameOrigin] = await Promise.all([
    warehouse.historyOf(
      [...new Set(batch.flatMap(({ submission }) => submission.client.installId ?? []))],
      spanOf(DEVICE_DAYS),
    ),
    warehouse.originsOf(origins, spanOf(ORIGIN_DAYS)),
  ]);
  const toCome = new Set(underway.map(({ prepared }) => prepared.submission.id));
  const isThere = ({ id }: { readonly id: string }) => !toCome.has(id);
  const past = knownPast(
    groupBy(devices.filter(isThere), ({ installId }) => installId),
    groupBy(sameOrigin.filter(isThere), originKey),
  );
  for (const { prepared, row } of underway) past.add(prepared, row.measurement.countsInStatistics);
  return past;
}

function knownPast(devices: Map<string, Past[]>, origins: Map<string, PastOfOrigin[]>): KnownPast {
  return {
    of(prepared) {
      const { installId } = prepared.submission.client;
      const origin = originOf(prepared);
      // Another hub may have kept this very id meanwhile: it is no past of itself.
      const isOther = ({ id }: { readonly id: string }) => id !== prepared.submission.id;
      const own = installId === undefined ? [] : (devices.get(installId) ?? []).filter(isOther);
      const key = countingKey(toPast(prepared, '', false));
      return {
        earlier: own
          .filter((past) => Math.abs(past.startedAtMs - startedAtMs(prepared)) <= DEVICE_DAYS * DAY_MS)
          .map(toEarlier),
        sameOrigin: origin === undefined ? [] : (origins.get(originKey(origin)) ?? []).filter(isOther),
        countedStartsMs: own
          .filter((past) => past.countsInStatistics && countingKey(past) === key)
          .map((past) => past.startedAtMs),
      };
    },
    add(prepared, countsInStatistics) {
      const { installId } = prepared.submission.client;
      if (installId !== undefined) push(devices, installId, toPast(prepared, installId, countsInStatistics));
      const origin = originOf(prepared);
      if (origin === undefined) return;
      const device = installId === undefined ? '' : deviceKey(installId).toString();
      push(origins, originKey(origin), {
        ...origin,
        id: prepared.submission.id,
        device,
        startedAtMs: startedAtMs(prepared),
      });
    },
  };
}

function toEarlier({ startedAtMs, trigger, position }: Past): EarlierMeasurement {
  return present({ startedAtMs, trigger, position: position && present(position) });
}

/** Commune, operator and access: with the device what the counting rule calls one place in one network. */
function countingKey({ communeCode, operator, accessKind }: Past): string {
  return JSON.stringify([communeCode ?? null, operator ?? null, accessKind ?? null]);
}

function toPast(
  { submission, place, network, access }: Prepared,
  installId: string,
  countsInStatistics: boolean,
): Past {
  return present({
    id: submission.id,
    installId,
    startedAtMs: Date.parse(submission.startedAt),
    trigger: submission.trigger,
    countsInStatistics,
    position: submission.position,
    communeCode: place.communeCode,
    operator: network?.operatorId,
    accessKind: access?.kind,
  });
}

/** Browsers tell no model: what they are is then all that is known of the device. */
function originOf({ submission: { client }, network }: Prepared): Origin | undefined {
  return network && { networkPrefix: network.prefix, deviceModel: client.deviceModel ?? client.kind };
}

function originKey({ networkPrefix, deviceModel }: Origin): string {
  return `${networkPrefix} ${deviceModel}`;
}

function startedAtMs({ submission }: Prepared): number {
  return Date.parse(submission.startedAt);
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) push(groups, keyOf(row), row);
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, row: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [row]);
  else group.push(row);
}
