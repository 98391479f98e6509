// Opens the warehouse and gives its one handle.

import type { Measurement, ValidityReason } from '@i-speed/spec';
import type { BackTestSettings } from '@i-speed/statistics';
import { append } from '../append/append.ts';
import type { Row } from '../append/row.ts';
import type { PrepareSettings } from '../build/prepare/expected.ts';
import { prepare } from '../build/prepare/prepare.ts';
import { builtUntil, type RefreshSettings, refresh } from '../build/value/refresh.ts';
import { migrate } from '../migrate/migrate.ts';
import { eraseDevice, recordsOf } from '../read/device.ts';
import { type ExportRow, exportDay } from '../read/export.ts';
import { historyOf, type Origin, originsOf, type Past, type PastOfOrigin, type Span } from '../read/history.ts';
import { byId, existing, type Kept } from '../read/kept.ts';
import { select } from '../read/select.ts';
import { cells, histograms, shares, tally } from '../statistics/answer.ts';
import {
  type ChangeCell,
  type ChangeQuestion,
  type ChangeSeriesQuestion,
  type ChangeStep,
  changeSeries,
  changes,
} from '../statistics/change.ts';
import { dropAbandoned } from '../statistics/gather.ts';
import type {
  Cell,
  HistogramCell,
  Question,
  Selection,
  ShareCell,
  ShareQuestion,
  Tally,
} from '../statistics/question.ts';
import { type ModelledCommunes, modelledCommunes, type SmallAreaQuestion } from '../statistics/small-areas.ts';
import { keepSuccessors, type SuccessorRow } from '../statistics/successors.ts';
import { type AreaCount, areaCounts } from '../statistics/sufficiency.ts';
import { type SetAside, setAsideByUnit, type UnitAbuse, unitAbuse } from '../statistics/unit-abuse.ts';
import { type Intake, intakeOf, type UnitTraits, unitTraits } from '../statistics/unit-traits.ts';
import { type UnitAsking, type UnitCount, unitCounts } from '../statistics/units.ts';
import { type TableColumn, type TableRow, toParquet } from '../table/to-parquet.ts';
import { connect, type Place } from './connect.ts';
import { type DamagedPart, damagedParts, setDamagedAside } from './damaged.ts';
import { WarehouseError } from './errors.ts';

export interface Warehouse extends AsyncDisposable {
  /** True for a server, to which other hubs may write at the same time. */
  readonly isShared: boolean;
  /** Puts rows on disk; see append/append.ts. */
  append(rows: readonly Row[]): Promise<void>;
  /** Verdicts of those of the ids that are kept, by id. */
  existing(ids: readonly string[]): Promise<Map<string, Kept>>;
  /** The record kept under an id; absent when none is. */
  byId(id: string): Promise<Measurement | undefined>;
  /** What is kept of the installs and began inside the span. */
  historyOf(installIds: readonly string[], span: Span): Promise<Past[]>;
  /** Records of an install, newest first, at most `limit`; see read/device.ts. */
  recordsOf(installId: string, limit: number): Promise<Measurement[]>;
  /** Erases everything of an install; gives how many measurements there were. */
  eraseDevice(installId: string): Promise<number>;
  /** What is kept of the origins and began inside the span. */
  originsOf(origins: readonly Origin[], span: Span): Promise<PastOfOrigin[]>;
  /** Figures of the measurements that count, cell by cell; see statistics/answer.ts. */
  cells(question: Question): Promise<Cell[]>;
  /** Figures of a share quantity (loss, failures, IPv6), cell by cell. */
  shares(question: ShareQuestion): Promise<ShareCell[]>;
  /** How the collapsed values are spread over fixed bins, cell by cell. */
  histograms(question: Question): Promise<HistogramCell[]>;
  /** What became of all measurements of the period and filters. */
  tally(selection: Selection): Promise<Tally>;
  /** How many measurements count in each commune, fixed and mobile apart. */
  areaCounts(selection: Selection): Promise<AreaCount[]>;
  /** What came through the links of units; all of them when none is named. */
  unitCounts(selection: Selection, more?: UnitAsking): Promise<UnitCount[]>;
  /** What the rules against abuse found among the measurements of the units, together. */
  unitAbuse(selection: Selection, units: readonly string[]): Promise<UnitAbuse[]>;
  /** What each unit's measurements of a period lost to the rules against abuse, by unit; all units when none is named. */
  setAsideByUnit(selection: Selection, more?: Omit<UnitAsking, 'isDaily'>): Promise<Map<string, SetAside[]>>;
  /** How the measurements of units with at least `least` of them came about; `reasons` are counted as flagged. */
  unitTraits(selection: Selection, asked: { reasons: readonly ValidityReason[]; least: number }): Promise<UnitTraits[]>;
  /** What was received in the last hour and day. */
  intake(selection: Selection, nowMs: number): Promise<Intake>;
  /** What changed since an earlier period, raw and with the mix held fixed. */
  changes(question: ChangeQuestion): Promise<ChangeCell[]>;
  /** What changed along months: since the month before, and until the last. */
  changeSeries(question: ChangeSeriesQuestion): Promise<ChangeStep[]>;
  /** Modelled estimates of communes, and whether the model holds on them. */
  modelledCommunes(question: SmallAreaQuestion, settings: BackTestSettings): Promise<ModelledCommunes>;
  /** Keeps which areas follow those of earlier editions. */
  keepSuccessors(rows: readonly SuccessorRow[]): Promise<void>;
  /** The measurements of one day as open data tells them. */
  exportDay(selection: Omit<Selection, 'fromMs' | 'untilMs'>, day: string): Promise<ExportRow[]>;
  /** A flat table as the bytes of a Parquet file. */
  parquetOf(columns: readonly TableColumn[], rows: readonly TableRow[]): Promise<Buffer>;
  /** Builds collapsed values of months that are due, so that questions need not read all measurements again; gives the months built. */
  refresh(settings: RefreshSettings): Promise<string[]>;
  /** Makes the answers that are expected, before anyone asks; gives how many were made. */
  prepare(settings: PrepareSettings): Promise<number>;
  /** What was found damaged and is no longer read; see damaged.ts. */
  damagedParts(): Promise<DamagedPart[]>;
  /** Rejects with WarehouseError `unavailable` when a query cannot be answered now. */
  ping(): Promise<void>;
  /** Waits for nothing: the caller ends its own work first. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens a folder (the engine runs in this process; one process a folder) or a server, and brings the schema up to date. Answers that read more than `longRows`
 * measurements (5 million when absent) may be older, and say so.
 * Throws WarehouseError with one line a person can act on.
 */
export async function openWarehouse(place: Place, { longRows }: { longRows?: number } = {}): Promise<Warehouse> {
  const opened = await connect(place);
  const connections = longRows === undefined ? opened : { ...opened, longRows };
  try {
    if ('path' in place) await setDamagedAside(connections);
    await migrate(connections);
    if (connections.builtUntil) connections.builtUntil.ms = await builtUntil(connections);
    await dropAbandoned(connections, 'path' in place);
  } catch (cause) {
    await connections.close();
    if (cause instanceof WarehouseError) throw cause;
    const where = 'path' in place ? place.path : new URL(place.url).host;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new WarehouseError('unavailable', `ClickHouse at ${where} does not take the schema: ${why}`, cause);
  }
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= connections.close());
  return {
    isShared: 'url' in place,
    append: (rows) => append(connections, rows),
    existing: (ids) => existing(connections, ids),
    byId: (id) => byId(connections, id),
    historyOf: (installIds, span) => historyOf(connections, installIds, span),
    recordsOf: (installId, limit) => recordsOf(connections, installId, limit),
    eraseDevice: (installId) => eraseDevice(connections, installId),
    originsOf: (origins, span) => originsOf(connections, origins, span),
    cells: (question) => cells(connections, question),
    shares: (question) => shares(connections, question),
    histograms: (question) => histograms(connections, question),
    tally: (selection) => tally(connections, selection),
    areaCounts: (selection) => areaCounts(connections, selection),
    unitCounts: (selection, more) => unitCounts(connections, selection, more),
    unitAbuse: (selection, units) => unitAbuse(connections, selection, units),
    setAsideByUnit: (selection, more) => setAsideByUnit(connections, selection, more),
    unitTraits: (selection, asked) => unitTraits(connections, selection, asked),
    intake: (selection, nowMs) => intakeOf(connections, selection, nowMs),
    changes: (question) => changes(connections, question),
    changeSeries: (question) => changeSeries(connections, question),
    modelledCommunes: (question, settings) => modelledCommunes(connections, question, settings),
    keepSuccessors: (rows) => keepSuccessors(connections, rows),
    exportDay: (selection, day) => exportDay(connections, selection, day),
    parquetOf: (columns, rows) => toParquet(connections, columns, rows),
    refresh: (settings) => refresh(connections, settings),
    prepare: (settings) => prepare(connections, settings),
    damagedParts: () => damagedParts(connections),
    async ping() {
      await select(connections, { sql: 'SELECT 1' });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
