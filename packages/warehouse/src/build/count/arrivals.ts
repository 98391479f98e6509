// What stands in `measurements` of a period, told without reading them: from it follows whether an answer or a build is still complete.
import type { Connections } from '../../open/connect.ts';
import { type Query, select } from '../../read/select.ts';

/** Arrivals are counted by quarters of an hour. */
const SLOT_MS = 15 * 60_000;

/** A period's measurements of one part, by the part's name. */
export interface Arrivals {
  /** Rows, also of one id that was written twice. */
  readonly rows: number;
  /** When the last of them was kept, milliseconds since 1970. */
  readonly newestMs: number;
}

/** How a period is divided: not at all, or into days (`YYYY-MM-DD`) or months (`YYYY-MM`) of a time zone. */
export type Division = 'whole' | 'day' | 'month';

interface Span {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly timeZone: string;
}

/** Can arrivals be told of the period? Its ends must lie on a quarter of an hour. */
export function hasArrivals({ fromMs, untilMs }: Span): boolean {
  return fromMs % SLOT_MS === 0 && untilMs % SLOT_MS === 0;
}

/** Arrivals by part ('' for the whole); a part without a measurement has no entry. Rejects with WarehouseError `unavailable`. */
export async function arrivalsOf(
  connections: Connections,
  span: Span,
  division: Division,
): Promise<Map<string, Arrivals>> {
  const [pending] = await select<{ n: number | string }>(connections, PENDING);
  const rows = await select<ArrivalRow>(connections, arrivalsQuery(span, division, Number(pending?.n ?? 0) > 0));
  return new Map(
    rows.map(({ part, row_count, newest }) => [part, { rows: Number(row_count), newestMs: Number(newest) }]),
  );
}

/**
 * The engine reads no projection while it passes over rows that are to be erased (apply_mutations_on_fly), but every measurement, which of years takes
 * a second: only while an erasure waits to be written are rows read so.
 */
export function arrivalsQuery({ fromMs, untilMs, timeZone }: Span, division: Division, isErasing: boolean): Query {
  return {
    sql: `SELECT ${PARTS[division]} AS part, count() AS row_count, toUnixTimestamp64Milli(max(kept_at)) AS newest FROM measurements
      WHERE ${SLOT} >= toDateTime({from:UInt32}, 'UTC') AND ${SLOT} < toDateTime({until:UInt32}, 'UTC') GROUP BY part
      SETTINGS apply_mutations_on_fly = ${isErasing ? 1 : 0}`,
    params: { from: seconds(fromMs), until: seconds(untilMs), timeZone },
  };
}

/** Erasures that are not written yet, on the node that is spoken to. */
const PENDING: Query = {
  sql: "SELECT count() AS n FROM system.mutations WHERE database = currentDatabase() AND table IN ('measurements', 'measurements_local') AND NOT is_done",
};

/** What an answer stands on: it is the same as long as nothing came to the period and nothing of it was erased. */
export function basisOf(arrivals: Arrivals | undefined): string {
  return arrivals === undefined ? '' : `${arrivals.rows} ${arrivals.newestMs}`;
}

/** What basisOf told of. */
export function arrivalsOfBasis(basis: string): Arrivals {
  const [rows = 0, newestMs = 0] = basis.split(' ').map(Number);
  return { rows, newestMs };
}

/** Exactly the key of the projection `arrivals` (migrations/0005-kept-answers.sql), which the engine then reads in the table's place. */
const SLOT = 'toStartOfFifteenMinutes(started_at)';

const PARTS: Readonly<Record<Division, string>> = {
  whole: "''",
  day: `toString(toDate(${SLOT}, {timeZone:String}))`,
  month: `formatDateTime(${SLOT}, '%Y-%m', {timeZone:String})`,
};

/** Seconds since 1970, no further than the 32 bits of the engine's DateTime reach. */
function seconds(ms: number): number {
  return Math.min(2 ** 32 - 1, Math.max(0, ms / 1000));
}

interface ArrivalRow {
  readonly part: string;
  readonly row_count: number | string;
  readonly newest: number | string;
}
