// Every name that can be searched, as one plain table that can be sent to a browser.
import type { Area } from '../area/area.ts';
import type { AreaTable } from '../area/read-areas.ts';
import type { Country, SearchWords } from '../country/country.ts';

/** One area by its name. */
export interface NameEntry {
  readonly code: string;
  readonly edition: string;
  readonly level: 'province' | 'commune';
  readonly name: string;
  /** Place of its type in `NameTable.types`. */
  readonly type: number;
  /** Other names people use. */
  readonly also?: readonly string[];
  /** Code of its province in its own edition; absent for provinces. */
  readonly provinceCode?: string;
  /** Full name of its district, where the edition has districts. */
  readonly districtName?: string;
  /** Codes of the areas of the current edition that hold its land; absent for areas in force. */
  readonly successors?: readonly string[];
  readonly kind?: 'full' | 'partial';
  /** Larger means more people or land: settles ties. */
  readonly weight: number;
}

/** All names of a country with what is needed to search them. JSON as it stands. */
export interface NameTable {
  readonly currentEdition: string;
  readonly words: SearchWords;
  /** The words for types in the country's own language. */
  readonly types: readonly string[];
  readonly entries: readonly NameEntry[];
}

export interface NameTableOptions {
  /** Whether former areas are in it; they are when absent. */
  readonly includeFormer?: boolean;
  /** Only the areas of this province of the current edition, former ones by where they are today. */
  readonly provinceCode?: string;
}

/**
 * The table over the editions, the current one first; former areas lead to the current ones through every edition between. A part
 * of it keeps whatever its entries need to be told: their provinces and the areas they lead to.
 */
export function makeNameTable(
  country: Country,
  tables: readonly AreaTable[],
  { includeFormer = true, provinceCode }: NameTableOptions = {},
): NameTable {
  const whole = wholeTable(country, includeFormer ? tables : tables.slice(0, 1));
  if (provinceCode === undefined) return whole;
  const own = whole.entries.filter(
    ({ edition, level, code, provinceCode: province }) =>
      edition === whole.currentEdition && (level === 'province' ? code : province) === provinceCode,
  );
  const codes = new Set(own.map((entry) => `${entry.level}/${entry.code}`));
  const former = whole.entries.filter(({ level, successors }) =>
    successors?.some((code) => codes.has(`${level}/${code}`)),
  );
  const kept = new Set([...own, ...former]);
  const needed = new Set([...kept].flatMap((entry) => needs(entry, whole.currentEdition)));
  const entries = whole.entries.filter((entry) => kept.has(entry) || needed.has(keyOf(entry)));
  return { ...whole, entries };
}

/** Keys of the entries without which an entry cannot be told in full. */
function needs({ level, edition, provinceCode, successors = [] }: NameEntry, current: string): string[] {
  const leads = successors.map((code) => `${level}/${current}/${code}`);
  return provinceCode === undefined ? leads : [`province/${edition}/${provinceCode}`, ...leads];
}

function keyOf({ level, edition, code }: NameEntry): string {
  return `${level}/${edition}/${code}`;
}

function wholeTable(country: Country, tables: readonly AreaTable[]): NameTable {
  const types = country.types.map((type) => Object.values(type.names)[0] ?? '');
  const typeAt = new Map(country.types.map((type, index) => [type.type, index]));
  const known = new Map(country.search.alsoKnown.map((one) => [`${one.edition}/${one.code}`, one.names]));
  const entries = tables.flatMap((table) =>
    [...table.provinces, ...table.communes].map((area): NameEntry => {
      const also = known.get(`${area.edition}/${area.code}`);
      const leads = leadsTo(area, tables);
      return {
        code: area.code,
        edition: area.edition,
        level: area.level,
        name: area.name,
        type: typeAt.get(area.type) ?? 0,
        ...(also && { also }),
        ...(area.level === 'commune' && { provinceCode: area.provinceCode }),
        ...(area.level === 'commune' && area.districtName !== undefined && { districtName: area.districtName }),
        ...(leads && { successors: leads.codes, kind: leads.kind }),
        weight: area.level === 'province' ? (area.population ?? 0) : (area.areaKm2 ?? 0),
      };
    }),
  );
  return { currentEdition: tables[0]?.edition ?? '', words: country.search, types, entries };
}

/** The current areas that hold a former area's land, through as many editions as lie between. */
function leadsTo(area: Area, tables: readonly AreaTable[]): { codes: string[]; kind: 'full' | 'partial' } | undefined {
  if (area.succession === undefined) return undefined;
  let { codes, edition, kind } = { ...area.succession, codes: [...area.succession.codes] };
  for (;;) {
    const table = tables.find((one) => one.edition === edition);
    const byCode = area.level === 'province' ? table?.provinceByCode : table?.communeByCode;
    const next = codes.map((code) => byCode?.get(code)?.succession);
    const newer = next.find((one) => one !== undefined)?.edition;
    if (newer === undefined) return { codes, kind };
    if (next.some((one) => one?.kind === 'partial')) kind = 'partial';
    codes = [...new Set(codes.flatMap((code, index) => next[index]?.codes ?? [code]))];
    edition = newer;
  }
}
