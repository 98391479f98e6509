// The area tables of a country folder, made from the fact files: one folder an edition, codes as strings, successors by edition.
import type { Row } from '../src/table/row-table.ts';
import { formatCsv } from '../src/table/row-table.ts';

/** The fact tables this reads, as rows. */
export interface AreaFacts {
  readonly provinces: readonly Row[];
  readonly communes: readonly Row[];
  readonly mapping: readonly Row[];
}

/** The codes of the type words of full names, longest first. */
const typeOfWord: readonly (readonly [string, string])[] = [
  ['Thành phố ', 'thanh_pho'],
  ['Thị trấn ', 'thi_tran'],
  ['Đặc khu ', 'dac_khu'],
  ['Phường ', 'phuong'],
  ['Huyện ', 'huyen'],
  ['Tỉnh ', 'tinh'],
  ['Xã ', 'xa'],
];

/** Files (path below `areas/` to text) of today's edition and of the former one. Throws when a fact contradicts another. */
export function makeAreas(facts: AreaFacts, edition: string, formerEdition: string): Map<string, string> {
  return new Map([
    [`${edition}/provinces.csv`, currentProvinces(facts)],
    [`${edition}/communes.csv`, currentCommunes(facts)],
    [`${formerEdition}/provinces.csv`, formerProvinces(facts)],
    [`${formerEdition}/districts.csv`, formerDistricts(facts)],
    [`${formerEdition}/communes.csv`, formerCommunes(facts)],
  ]);
}

function currentProvinces({ provinces }: AreaFacts): string {
  const columns = ['code', 'type', 'name', 'slug', 'region', 'area_km2', 'population', 'latitude', 'longitude'];
  const rows = provinces.map((p): Row => ({ ...p, ...split(p.full_name), latitude: p.lat, longitude: p.lon }));
  return formatCsv(columns, sortByCode(rows));
}

function currentCommunes({ communes }: AreaFacts): string {
  const columns = ['code', 'province_code', 'type', 'name', 'area_km2', 'latitude', 'longitude'];
  const rows = communes.map((c): Row => ({ ...c, ...split(c.full_name), latitude: c.lat, longitude: c.lon }));
  return formatCsv(columns, sortByCode(rows));
}

function formerProvinces({ provinces, mapping }: AreaFacts): string {
  const successorOf = new Map(
    provinces.flatMap((p) => (p.former_codes ?? '').split(';').map((former) => [former, p.code] as const)),
  );
  const rows = firstOf(mapping, (m) => m.old_province_code).map((m) => ({
    code: m.old_province_code,
    ...split(m.old_province),
    kind: 'full',
    successors: need(successorOf.get(m.old_province_code ?? ''), `successor of province ${m.old_province_code}`),
  }));
  return formatCsv(['code', 'type', 'name', 'kind', 'successors'], sortByCode(rows));
}

function formerDistricts({ mapping }: AreaFacts): string {
  const rows = firstOf(mapping, (m) => m.old_district_code).map((m) => ({
    code: m.old_district_code,
    province_code: m.old_province_code,
    full_name: m.old_district,
  }));
  return formatCsv(['code', 'province_code', 'full_name'], sortByCode(rows));
}

function formerCommunes({ mapping }: AreaFacts): string {
  const columns = [
    'code',
    'province_code',
    'district_code',
    'type',
    'name',
    'kind',
    'successors',
    'evidence',
    'listed',
  ];
  const rows = [...Map.groupBy(mapping, formerCode).values()].map((parts) => {
    const first = need(parts[0], 'row of a former commune');
    const kinds = new Set(parts.map((m) => m.kind));
    if (kinds.size !== 1) throw new Error(`${formerCode(first)} is both full and partial`);
    if (parts.length > 1 && first.kind === 'full') throw new Error(`${formerCode(first)} goes in full to several`);
    return {
      code: formerCode(first),
      province_code: first.old_province_code,
      district_code: first.old_district_code,
      ...split(first.old_name),
      kind: first.kind,
      successors: parts.map((m) => m.new_code).join(';'),
      evidence: first.evidence,
      listed: first.in_gso_20250630,
    };
  });
  return formatCsv(columns, sortByCode(rows));
}

/** Five island districts had no communes: there the district is the unit and its code stands for it. */
function formerCode(mapping: Row): string {
  return need(mapping.old_code ?? mapping.old_district_code, 'code of a former commune');
}

function split(fullName: string | undefined): { type: string; name: string } {
  // One fact row writes "Thị Trấn".
  for (const [word, type] of typeOfWord) {
    if (fullName?.toLowerCase().startsWith(word.toLowerCase())) return { type, name: fullName.slice(word.length) };
  }
  throw new Error(`no known type word in the name ${fullName}`);
}

function firstOf(rows: readonly Row[], keyOf: (row: Row) => string | undefined): Row[] {
  const seen = new Map<string | undefined, Row>();
  for (const row of rows) if (!seen.has(keyOf(row))) seen.set(keyOf(row), row);
  return [...seen.values()];
}

function sortByCode(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (need(a.code, 'code') < need(b.code, 'code') ? -1 : 1));
}

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`missing: ${what}`);
  return value;
}
