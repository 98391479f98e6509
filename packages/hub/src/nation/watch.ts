// What those who answer for the whole look at: whether measurements come in, and units whose measurements want a look.
import type { NationWatch, SetAside } from '@i-speed/spec';
import { addDays, dayOf, dayWindow, kindOf, VALIDITY_REASONS } from '@i-speed/statistics';
import type { UnitTraits } from '@i-speed/warehouse';
import { present } from '../present.ts';
import { inArray } from '../store/drizzle.ts';
import { units } from '../store/portal-schema.ts';
import type { FigureDesk } from '../unit/figures.ts';

const DAYS = 30;
/** Fewer measurements tell nothing of how they were made. */
const LEAST = 20;
const MOST_LISTED = 100;
/** A unit wants a look where so many pretend, one device makes so many, or so few count. */
const ABUSE_SHARE = 0.2;
const ONE_DEVICE_SHARE = 0.5;
const COUNTED_SHARE = 0.25;
const ABUSE = VALIDITY_REASONS.filter((reason) => kindOf(reason) === 'abuse');

type Sign = NationWatch['suspicious'][number]['signs'][number];

/** Which signs a unit's measurements show; none: nothing is odd. */
export function signsOf({ measurements, counted, flagged, busiest }: UnitTraits): Sign[] {
  const share = (n: number) => n / measurements;
  return [
    ...(share(flagged) >= ABUSE_SHARE ? (['abuse'] as const) : []),
    ...(share(busiest) >= ONE_DEVICE_SHARE ? (['one-device'] as const) : []),
    ...(share(counted) <= COUNTED_SHARE ? (['empty'] as const) : []),
  ];
}

/** Of the last 30 days, units with most signs and most measurements first. Rejects with WarehouseError `unavailable`. */
export async function watchNation({ database, warehouse, clock, timeZone, edition }: FigureDesk): Promise<NationWatch> {
  const today = dayOf(clock(), timeZone);
  const selection = {
    fromMs: dayWindow(addDays(today, 1 - DAYS), timeZone).fromMs,
    untilMs: dayWindow(today, timeZone).untilMs,
    timeZone,
    edition,
  };
  const [{ lastAtMs, ...intake }, traits] = await Promise.all([
    warehouse.intake(selection, clock()),
    warehouse.unitTraits(selection, { reasons: ABUSE, least: LEAST }),
  ]);
  const odd = traits
    .map((one) => ({ ...one, signs: signsOf(one) }))
    .filter(({ signs }) => signs.length > 0)
    .sort((a, b) => b.signs.length - a.signs.length || b.measurements - a.measurements)
    .slice(0, MOST_LISTED);
  const codes = odd.map(({ unitCode }) => unitCode);
  const aside: ReadonlyMap<string, SetAside[]> =
    codes.length === 0 ? new Map() : await warehouse.setAsideByUnit(selection, { units: codes });
  const rows = codes.length === 0 ? [] : await database.select().from(units).where(inArray(units.code, codes));
  const unitOf = new Map(rows.map((row) => [row.code, row]));
  return {
    intake: present({ ...intake, lastAt: lastAtMs === undefined ? undefined : new Date(lastAtMs).toISOString() }),
    suspicious: odd.map((one) =>
      present({
        ...one,
        setAside: aside.get(one.unitCode) ?? [],
        name: unitOf.get(one.unitCode)?.name ?? one.unitCode,
        provinceCode: unitOf.get(one.unitCode)?.provinceCode ?? undefined,
      }),
    ),
  };
}
