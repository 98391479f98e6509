// Names of places in tables; a code that nobody knows any more stands for itself.
import type { Reference } from '@i-speed/reference';
import { inArray } from '../../store/drizzle.ts';
import type { Database } from '../../store/open-store.ts';
import { units } from '../../store/portal-schema.ts';

/** Each gives the name of a code, absent for an absent code. */
export interface PlaceNames {
  province(code: string | undefined): string | undefined;
  commune(code: string | undefined): string | undefined;
  operator(id: string | undefined): string | undefined;
  unit(code: string | undefined): string | undefined;
}

/** Of places of today, and of the units in `unitNames`. */
export function placeNames(
  { provinceByCode, communeByCode, operatorById, currentEdition }: Reads,
  unitNames: ReadonlyMap<string, string> = new Map(),
): PlaceNames {
  const orCode = (code: string | undefined, nameOf: (code: string) => string | undefined) =>
    code === undefined ? undefined : (nameOf(code) ?? code);
  return {
    province: (code) => orCode(code, (one) => provinceByCode(one, currentEdition)?.name),
    commune: (code) => orCode(code, (one) => communeByCode(one, currentEdition)?.fullName),
    operator: (id) => orCode(id, (one) => operatorById(one)?.name),
    unit: (code) => orCode(code, (one) => unitNames.get(one)),
  };
}

type Reads = Pick<Reference, 'provinceByCode' | 'communeByCode' | 'operatorById' | 'currentEdition'>;

/** Names of units by their codes. */
export async function unitNamesOf(database: Database, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(codes)];
  const rows = await database
    .select({ code: units.code, name: units.name })
    .from(units)
    .where(inArray(units.code, asked));
  return new Map(rows.map(({ code, name }) => [code, name]));
}
