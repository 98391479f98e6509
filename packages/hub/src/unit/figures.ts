// Figures of units in a window: installs and openings from PostgreSQL, measurements from the warehouse; nothing added up by hand.
import type { Authority } from '@i-speed/reference';
import type { UnitFigures } from '@i-speed/spec';
import { dayWindow } from '@i-speed/statistics';
import type { Warehouse } from '@i-speed/warehouse';
import { and, inArray, sql } from '../store/drizzle.ts';
import { unitInstalls, unitOpens } from '../store/portal-schema.ts';
import { readMany } from '../store/read-many.ts';
import type { UnitDesk } from './open-unit.ts';
import { successionOn } from './succession.ts';

export interface FigureDesk extends UnitDesk {
  readonly warehouse: Pick<Warehouse, 'unitAbuse' | 'setAsideByUnit' | 'unitCounts' | 'unitTraits' | 'intake'>;
  readonly edition: string;
  /** Who signs for the nation, and to whom provinces report. */
  readonly authority: Authority;
  /** Full name of a province of today, as papers write it; absent for an unknown code. */
  readonly provinceNameOf: (code: string) => string | undefined;
}

/** First and last day, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const FIGURES = [
  'installs',
  'accesses',
  'installsTotal',
  'accessesTotal',
  'measurements',
  'countedFixed',
  'countedMobile',
  'devices',
] as const satisfies readonly (keyof UnitFigures)[];

export const NO_FIGURES: UnitFigures = {
  installs: 0,
  accesses: 0,
  installsTotal: 0,
  accessesTotal: 0,
  measurements: 0,
  countedFixed: 0,
  countedMobile: 0,
  devices: 0,
};

/** A row of readMany: in the window, and ever until its end. */
type Sums = { readonly unit_code: string; readonly within: number; readonly total: number };

/**
 * Figures by unit code: of the units in `codes`, or of all. A unit without a figure has no entry; NO_FIGURES are its figures. What a unit that
 * was merged by the window's last day brought, ever, is its successor's, so that nothing is told twice.
 */
export async function figuresOf(
  { database, warehouse, timeZone, edition }: FigureDesk,
  days: Days,
  named?: readonly string[],
): Promise<Map<string, UnitFigures>> {
  const { heirs, codesOf } = await successionOn(database, days.to);
  const codes = named && codesOf(named);
  const { fromMs } = dayWindow(days.from, timeZone);
  const { untilMs } = dayWindow(days.to, timeZone);
  const from = new Date(fromMs);
  const until = new Date(untilMs);
  const [installs, opens, counts] = await Promise.all([
    readMany<Sums>(
      database,
      database
        .select({
          unitCode: unitInstalls.unitCode,
          inWindow: sql`count(*) FILTER (WHERE ${unitInstalls.since} >= ${from.toISOString()}::timestamptz)`.as(
            'within',
          ),
          total: sql`count(*)`.as('total'),
        })
        .from(unitInstalls)
        .where(
          and(
            sql`${unitInstalls.since} < ${until.toISOString()}::timestamptz`,
            codes && inArray(unitInstalls.unitCode, [...codes]),
          ),
        )
        .groupBy(unitInstalls.unitCode),
    ),
    readMany<Sums>(
      database,
      database
        .select({
          unitCode: unitOpens.unitCode,
          inWindow: sql`coalesce(sum(${unitOpens.opens}) FILTER (WHERE ${unitOpens.day} >= ${days.from}::date), 0)`.as(
            'within',
          ),
          total: sql`sum(${unitOpens.opens})`.as('total'),
        })
        .from(unitOpens)
        .where(and(sql`${unitOpens.day} <= ${days.to}::date`, codes && inArray(unitOpens.unitCode, [...codes])))
        .groupBy(unitOpens.unitCode),
    ),
    warehouse.unitCounts({ fromMs, untilMs, timeZone, edition }, { heirs, ...(codes && { units: codes }) }),
  ]);
  const all = new Map<string, UnitFigures>();
  const add = (code: string, part: Partial<UnitFigures>) => {
    const heir = heirs.get(code) ?? code;
    all.set(heir, sumFigures([all.get(heir) ?? NO_FIGURES, { ...NO_FIGURES, ...part }]));
  };
  for (const { unit_code, within, total } of installs) add(unit_code, { installs: within, installsTotal: total });
  for (const { unit_code, within, total } of opens) add(unit_code, { accesses: within, accessesTotal: total });
  for (const { unitCode, ...counted } of counts) add(unitCode, counted);
  return all;
}

/** The sum, figure by figure. */
export function sumFigures(all: readonly UnitFigures[]): UnitFigures {
  const sum = { ...NO_FIGURES };
  for (const one of all) for (const figure of FIGURES) sum[figure] += one[figure];
  return sum;
}
