// The areas of one edition, read from its folder, and the ways to reach them.
import type { AreaType, Country } from '../country/country.ts';
import { readOptionalTable, readTable, type TableSource } from '../country/table-source.ts';
import { need, numberIn, oneOf } from '../table/read-cell.ts';
import type { Row } from '../table/row-table.ts';
import type { Commune, Province, Succession } from './area.ts';

/** The areas of one edition. */
export interface AreaTable {
  readonly edition: string;
  /** In the order of their codes. */
  readonly provinces: readonly Province[];
  readonly communes: readonly Commune[];
  readonly communesByProvince: ReadonlyMap<string, readonly Commune[]>;
  /** By code, aliases included. */
  readonly provinceByCode: ReadonlyMap<string, Province>;
  readonly communeByCode: ReadonlyMap<string, Commune>;
}

/** Reads `areas/EDITION/`. Throws when the tables contradict each other: a code twice, or a province that is not there. */
export function readAreas(source: TableSource, country: Country, edition: string): AreaTable {
  const folder = `areas/${edition}`;
  const fill = filler(country, edition);
  const districts = new Map(
    readOptionalTable(source, `${folder}/districts.csv`).map((row) => [need(row, 'code'), need(row, 'full_name')]),
  );
  const provinces = readTable(source, `${folder}/provinces.csv`).map((row): Province => {
    const population = numberIn(row, 'population');
    return {
      level: 'province',
      ...fill(row),
      ...(row.slug !== undefined && { slug: row.slug }),
      ...(row.region !== undefined && { region: row.region }),
      ...(population !== undefined && { population }),
    };
  });
  const communes = readTable(source, `${folder}/communes.csv`).map((row): Commune => {
    const districtName = districts.get(row.district_code ?? '');
    return {
      level: 'commune',
      ...fill(row),
      provinceCode: need(row, 'province_code'),
      ...(districtName !== undefined && { districtName }),
    };
  });
  const provinceByCode = index(provinces, country, edition);
  const stray = communes.find((commune) => !provinceByCode.has(commune.provinceCode));
  if (stray)
    throw new Error(`${folder}: commune ${stray.code} is in province ${stray.provinceCode}, which is not there`);
  return {
    edition,
    provinces,
    communes,
    communesByProvince: Map.groupBy(communes, (commune) => commune.provinceCode),
    provinceByCode,
    communeByCode: index(communes, country, edition),
  };
}

/** What provinces and communes have in common, from a row. */
function filler({ types, editions }: Country, edition: string) {
  const typeOf = new Map<string, AreaType>(types.map((type) => [type.type, type]));
  const place = editions.findIndex((one) => one.edition === edition);
  const successorEdition = editions[place - 1]?.edition;
  return (row: Row) => {
    const type = typeOf.get(need(row, 'type'));
    if (type === undefined) throw new Error(`area ${row.code}: no type ${row.type} in country.json`);
    const name = need(row, 'name');
    const word = Object.values(type.names)[0] ?? '';
    const areaKm2 = numberIn(row, 'area_km2');
    const latitude = numberIn(row, 'latitude');
    const longitude = numberIn(row, 'longitude');
    const succession = successionOf(row, successorEdition);
    return {
      code: need(row, 'code'),
      edition,
      type: type.type,
      name,
      fullName: word === '' ? name : `${word} ${name}`,
      ...(areaKm2 !== undefined && { areaKm2 }),
      ...(latitude !== undefined && longitude !== undefined && { label: { latitude, longitude } }),
      ...(succession !== undefined && { succession }),
    };
  };
}

function successionOf(row: Row, edition: string | undefined): Succession | undefined {
  if (row.successors === undefined) return undefined;
  if (edition === undefined) throw new Error(`area ${row.code} has successors, but no newer edition is there`);
  return { kind: oneOf(['full', 'partial'], need(row, 'kind')), edition, codes: row.successors.split(';') };
}

function index<A extends { readonly code: string }>(
  areas: readonly A[],
  country: Country,
  edition: string,
): Map<string, A> {
  const byCode = new Map(areas.map((area) => [area.code, area]));
  if (byCode.size !== areas.length) throw new Error(`areas/${edition}: a code stands there twice`);
  for (const alias of country.aliases) {
    const means = alias.edition === edition ? byCode.get(alias.means) : undefined;
    if (means && !byCode.has(alias.code)) byCode.set(alias.code, means);
  }
  return byCode;
}
