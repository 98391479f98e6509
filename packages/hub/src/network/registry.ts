// The registry of measurement points, in PostgreSQL; read often, so remembered for a few seconds.

import { faultsOf, ProblemError } from '../problem.ts';
import { asc, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { type PointRow, points } from '../store/schema.ts';
import { type PointRegistration, pointRegistration } from './registration.ts';

export interface Registry {
  /** Adds a point or replaces what it said before; it is offered at once by this hub, by others within MEMORY_MS. Throws ProblemError `invalid`. */
  register(registration: PointRegistration): Promise<void>;
  /** All points that are not retired, in the order of their ids. Throws ProblemError `storage-unavailable`. */
  all(): Promise<readonly PointRow[]>;
  /** A point, retired ones too: their receipts still count; absent when never registered. */
  byId(id: string): Promise<PointRow | undefined>;
}

/** How long another hub's change may stay unseen. */
const MEMORY_MS = 5_000;

export function openRegistry(database: Database, clock: () => number = Date.now): Registry {
  let known: { readonly rows: Promise<readonly PointRow[]>; readonly untilMs: number } | undefined;
  const rows = async (): Promise<readonly PointRow[]> => {
    if (known === undefined || known.untilMs <= clock()) {
      const reading = database.select().from(points).orderBy(asc(points.id));
      known = { rows: Promise.resolve(reading), untilMs: clock() + MEMORY_MS };
    }
    try {
      return await known.rows;
    } catch (cause) {
      known = undefined;
      throw new ProblemError('storage-unavailable', 'the register of points cannot be read now', {
        retryAfterS: 5,
        cause,
      });
    }
  };
  return {
    async register(registration) {
      const values = toRow(registration);
      await database
        .insert(points)
        .values(values)
        .onConflictDoUpdate({ target: points.id, set: { ...values, updatedAt: sql`now()` } });
      known = undefined;
    },
    all: async () => (await rows()).filter(({ state }) => state !== 'retired'),
    byId: async (id) => (await rows()).find((point) => point.id === id),
  };
}

function toRow(registration: PointRegistration): typeof points.$inferInsert {
  const parsed = pointRegistration.safeParse(registration);
  if (!parsed.success) {
    const faults = faultsOf(parsed.error);
    const why = faults.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new ProblemError('invalid', `the registration cannot be used: ${why}`, { faults });
  }
  const { tls, publicKey, ...given } = parsed.data;
  const { kty, crv, x } = publicKey;
  return { ...NOTHING_SAID, ...given, publicKey: { kty, crv, x }, isTls: tls ?? false, state: given.state ?? 'active' };
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
};
