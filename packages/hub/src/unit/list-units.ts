// The units of one's own scope, with their figures in the window that runs.
import type { Grant, StandingUnit, UnitFigures } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { monthAt, windowOf } from '../campaign/window.ts';
import { demand, demandAnywhere, mayDo } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { asc, eq, inArray } from '../store/drizzle.ts';
import { units } from '../store/portal-schema.ts';
import { readMany } from '../store/read-many.ts';
import { type Days, type FigureDesk, figuresOf, NO_FIGURES } from './figures.ts';
import type { UnitDesk } from './open-unit.ts';
import { type Succession, successionOn } from './succession.ts';

/** The window that figures of a unit are shown in outside of a campaign: that of the official letters. */
const LETTERS = { firstDay: 13 };

export interface ListedUnits {
  readonly units: (StandingUnit & { figures: UnitFigures })[];
  /** How many are in one's scope. */
  readonly all: number;
  /** How many of them are as was asked. */
  readonly found: number;
  readonly window: Days;
}

/** Units by code whose code or name holds `q`, at most `limit`. Throws ProblemError `forbidden` for a role that reads none. */
export async function listUnits(
  desk: FigureDesk,
  grants: readonly Grant[],
  { q = '', limit }: { q?: string | undefined; limit?: number | undefined },
): Promise<ListedUnits> {
  demandAnywhere(grants, 'unit.read');
  const { database } = desk;
  const { code, name, provinceCode } = units;
  const every = database.select({ code, name, provinceCode }).from(units).orderBy(asc(code));
  const rows = await readMany<{ code: string; name: string; province_code: string | null }>(database, every);
  const seen = rows.filter((row) =>
    mayDo(grants, 'unit.read', { unitCode: row.code, provinceCode: row.province_code ?? undefined }),
  );
  const found = q === '' ? seen : seen.filter((row) => isMeant(row, q.toLocaleLowerCase('vi')));
  const codes = found.slice(0, limit).map((row) => row.code);
  const window = windowOf(monthAt(desk.clock(), desk.timeZone, LETTERS), LETTERS);
  const [shown, figures, succession] = await Promise.all([
    database.select().from(units).where(inArray(code, codes)).orderBy(asc(code)),
    figuresOf(desk, window, codes),
    successionNow(desk),
  ]);
  const listed = shown.map((row) => ({ ...toUnit(row, succession), figures: figures.get(row.code) ?? NO_FIGURES }));
  return { units: listed, all: seen.length, found: found.length, window };
}

/** The unit, for whoever may read it. Throws ProblemError `forbidden`, `not-found`. */
export async function readUnit(desk: UnitDesk, grants: readonly Grant[], code: string): Promise<StandingUnit> {
  demandAnywhere(grants, 'unit.read');
  const [row] = await desk.database.select().from(units).where(eq(units.code, code));
  if (row === undefined) throw new ProblemError('not-found', `there is no unit ${code}`);
  demand(grants, 'unit.read', scopeOf(row));
  return toUnit(row, await successionNow(desk));
}

function isMeant({ code, name }: { code: string; name: string }, wanted: string): boolean {
  return code.includes(wanted) || name.toLocaleLowerCase('vi').includes(wanted);
}

function scopeOf({ code, provinceCode }: { code: string; provinceCode: string | null }) {
  return { unitCode: code, provinceCode: provinceCode ?? undefined };
}

/** As it is today; a merger is never entered before its day. */
function successionNow({ database, clock, timeZone }: UnitDesk): Promise<Succession> {
  return successionOn(database, dayOf(clock(), timeZone));
}

function toUnit(row: typeof units.$inferSelect, { successorOf }: Succession): StandingUnit {
  return present({
    code: row.code,
    name: row.name,
    kind: row.kind,
    provinceCode: row.provinceCode ?? undefined,
    communeCode: row.communeCode ?? undefined,
    contactName: row.contactName ?? undefined,
    contactEmail: row.contactEmail ?? undefined,
    contactPhone: row.contactPhone ?? undefined,
    seat: row.seat ?? undefined,
    predecessors: row.predecessors ?? undefined,
    mergedInto: successorOf(row.code),
  });
}
