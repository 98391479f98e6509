// The registry of measurement points, in PostgreSQL; read often, so remembered for a few seconds.
import { faultsOf, ProblemError } from '../problem.ts';
import { asc, eq, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { pointReports, points } from '../store/schema.ts';
import { spendJoinCode } from './join-code.ts';
import { type KnownPoint, stateOf } from './point-state.ts';
import { type PointRegistration, pointRegistration } from './registration.ts';

export interface Registry {
  /** Adds a point of this hub's own machine or replaces what it said before; it is offered at once by this hub, by others within MEMORY_MS. Throws ProblemError `invalid`. */
  register(registration: PointRegistration): Promise<void>;
  /** Enters a point from elsewhere for a one-time code; it waits for its first report and probe. Throws ProblemError `invalid` or `no-permission`. */
  join(registration: PointRegistration, code: string): Promise<void>;
  /** Takes a point out of the register for ever; false when there is none. Its receipts still count. */
  retire(id: string): Promise<boolean>;
  /** All points that are not retired, in the order of their ids, each in its state of now. Throws ProblemError `storage-unavailable`. */
  all(): Promise<readonly KnownPoint[]>;
  /** A point, retired ones too: their receipts still count; absent when never registered. */
  byId(id: string): Promise<KnownPoint | undefined>;
}

/** How long another hub's change may stay unseen. */
const MEMORY_MS = 5_000;

export function openRegistry(database: Database, clock: () => number = Date.now): Registry {
  let known: { readonly rows: Promise<readonly KnownPoint[]>; readonly untilMs: number } | undefined;
  const read = async (): Promise<KnownPoint[]> => {
    const rows = await database
      .select()
      .from(points)
      .leftJoin(pointReports, eq(pointReports.pointId, points.id))
      .orderBy(asc(points.id));
    return rows.map(({ points: point, point_reports: report }) => ({ ...point, ...(report !== null && { report }) }));
  };
  const rows = async (): Promise<readonly KnownPoint[]> => {
    if (known === undefined || known.untilMs <= clock()) known = { rows: read(), untilMs: clock() + MEMORY_MS };
    try {
      // The state of now, though the row is of some seconds ago: silence is a state as well.
      const nowMs = clock();
      return (await known.rows).map((point) => ({ ...point, state: stateOf(point, point.report, nowMs) }));
    } catch (cause) {
      known = undefined;
      throw new ProblemError('storage-unavailable', 'the register of points cannot be read now', {
        retryAfterS: 5,
        cause,
      });
    }
  };
  const forgetting = async <T>(change: Promise<T>): Promise<T> => {
    const done = await change;
    known = undefined;
    return done;
  };
  return {
    async register(registration) {
      const values = { ...toRow(registration), state: registration.state ?? 'active', isJoined: false };
      await forgetting(
        database
          .insert(points)
          .values(values)
          .onConflictDoUpdate({ target: points.id, set: { ...values, updatedAt: sql`now()` } }),
      );
    },
    async join(registration, code) {
      const values = { ...toRow(registration), state: 'waiting' as const, isJoined: true };
      await forgetting(
        database.transaction(async (transaction) => {
          await spendJoinCode(transaction, code, values.id, clock());
          const [before] = await transaction.select().from(points).where(eq(points.id, values.id));
          if (before !== undefined && (before.state === 'retired' || before.publicKey.x !== values.publicKey.x))
            throw takenId(values.id);
          await transaction
            .insert(points)
            .values(values)
            .onConflictDoUpdate({ target: points.id, set: { ...values, updatedAt: sql`now()` } });
          // What was known belonged to what it said before.
          await transaction.delete(pointReports).where(eq(pointReports.pointId, values.id));
        }),
      );
    },
    async retire(id) {
      const retired = await forgetting(
        database
          .update(points)
          .set({ state: 'retired', updatedAt: sql`now()` })
          .where(eq(points.id, id))
          .returning({ id: points.id }),
      );
      return retired.length > 0;
    },
    all: async () => (await rows()).filter(({ state }) => state !== 'retired'),
    byId: async (id) => (await rows()).find((point) => point.id === id),
  };
}

function takenId(id: string): ProblemError {
  const message = `${id} is taken by a point with another key, or was retired; choose another id, or bring its key.json along`;
  return new ProblemError('invalid', 'the point cannot join', { faults: [{ path: 'id', message }] });
}

function toRow(registration: PointRegistration): Omit<typeof points.$inferInsert, 'state'> {
  const parsed = pointRegistration.safeParse(registration);
  if (!parsed.success) {
    const faults = faultsOf(parsed.error);
    const why = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new ProblemError('invalid', `the registration cannot be used: ${why}`, { faults });
  }
  const { tls, publicKey, state: _, ...given } = parsed.data;
  const { kty, crv, x } = publicKey;
  return { ...NOTHING_SAID, ...given, publicKey: { kty, crv, x }, isTls: tls ?? false };
}

/** What a registration leaves out is forgotten, not kept from the registration before. */
const NOTHING_SAID = {
  url: null,
  ipv4Url: null,
  ipv6Url: null,
  sameHostPort: null,
  operatorName: null,
  city: null,
  country: null,
  latitude: null,
  longitude: null,
  addresses: [],
  capacityMbps: null,
};
