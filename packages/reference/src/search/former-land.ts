// Where the land of today's areas lay before: people go on saying the districts and provinces that are gone.
import type { NameEntry } from './name-table.ts';

/** What an area's land lay in. */
export interface FormerLand {
  /** Full names of districts. */
  readonly districts: ReadonlySet<string>;
  /** Provinces, of their own editions. */
  readonly provinces: ReadonlySet<NameEntry>;
}

/** By code, the former land of each commune of today on which a former commune's land is known to lie. */
export function formerLands(
  entries: readonly NameEntry[],
  provinceOf: (entry: NameEntry) => NameEntry | undefined,
): Map<string, FormerLand> {
  const lands = new Map<string, { districts: Set<string>; provinces: Set<NameEntry> }>();
  for (const entry of entries) {
    if (entry.level !== 'commune') continue;
    const province = provinceOf(entry);
    for (const code of entry.successors ?? []) {
      const land = lands.get(code) ?? { districts: new Set(), provinces: new Set() };
      lands.set(code, land);
      if (entry.districtName !== undefined) land.districts.add(entry.districtName);
      if (province !== undefined) land.provinces.add(province);
    }
  }
  return lands;
}
