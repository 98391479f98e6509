// What everyone may know of a unit; of a merged one its successor's, with the name it had.
import type { UnitName } from '@i-speed/spec';
import { dayOf } from '@i-speed/statistics';
import { present } from '../present.ts';
import { inArray } from '../store/drizzle.ts';
import { units } from '../store/portal-schema.ts';
import type { UnitDesk } from './open-unit.ts';
import { successionOn } from './succession.ts';

/** As it is today; undefined for a code that no unit has. */
export async function nameUnit({ database, clock, timeZone }: UnitDesk, named: string): Promise<UnitName | undefined> {
  const { heirs } = await successionOn(database, dayOf(clock(), timeZone));
  const code = heirs.get(named) ?? named;
  const rows = await database
    .select()
    .from(units)
    .where(inArray(units.code, [code, named]));
  const unit = rows.find((row) => row.code === code);
  return (
    unit &&
    present({
      code,
      name: unit.name,
      provinceCode: unit.provinceCode ?? undefined,
      formerly: code === named ? undefined : rows.find((row) => row.code === named)?.name,
    })
  );
}
