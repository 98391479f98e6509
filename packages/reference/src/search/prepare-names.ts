// What every area's names are compared by, made once: folded, with initials, districts and the land's former places.

import type { Matched, Name } from './compared.ts';
import type { Folded } from './fold.ts';
import { type FormerLand, formerLands } from './former-land.ts';
import { initialsOf } from './initials.ts';
import type { NameEntry, NameTable } from './name-table.ts';
import type { Entries } from './named-area.ts';
import { readQuery } from './read-query.ts';
import { inOneWord } from './words.ts';

/** An area as a query is held against it. */
export interface Prepared extends Matched {
  readonly entry: NameEntry;
  /** Its place in the table. */
  readonly place: number;
  /** Areas in force first, and among each kind provinces first. */
  readonly order: number;
  /** Bears the name of a district that its land lay in: better known than others of the name. */
  readonly isSeat: boolean;
}

const [PROVINCE, COMMUNE, FORMER_PROVINCE, FORMER_COMMUNE] = [0, 1, 2, 3];

/** All areas of the table, in its order. */
export function prepareNames(entries: Entries, fold: (text: string) => Folded): Prepared[] {
  const { table, provinceOf, named } = entries;
  const types = table.types.map((type) => fold(type).bare);
  const foldName = nameFolder(fold);
  const otherNames = otherNamesOfProvinces(table, foldName);
  const districts = foldDistricts(table, fold);
  const lands = formerLands(table.entries, provinceOf);
  const foldLand = (land: FormerLand, present: Folded): Matched['former'] => {
    const names = [...land.districts].flatMap((name) => districts.get(name)?.fullName ?? []);
    const provinces = [...land.provinces].flatMap((one) => [named(one).fullName, ...(otherNames.get(one) ?? [])]);
    return { districts: new Set(names), context: [present.bare, ...names, fold(provinces.join(' ')).bare].join(' ') };
  };
  const foldedContexts = new Map<string, Folded>();
  const contextOf = (entry: NameEntry) => {
    const within = [...named(entry).within, ...(otherNames.get(provinceOf(entry)) ?? [])].join(' ');
    const context = foldedContexts.get(within) ?? fold(within);
    foldedContexts.set(within, context);
    return context;
  };
  return table.entries.map((entry, place): Prepared => {
    const context = contextOf(entry);
    const type = types[entry.type] ?? '';
    const names = [entry.name, ...(entry.also ?? [])].map((name) => foldName(name, type));
    const district = districts.get(entry.districtName);
    const order = orderOf(entry, table.currentEdition);
    const land = entry.edition === table.currentEdition ? lands.get(entry.code) : undefined;
    const former = land && foldLand(land, context);
    const seats = [...(land?.districts ?? [])].map((name) => districts.get(name)?.name);
    const isSeat = names.some(({ bare }) => seats.includes(bare));
    const parts = { ...(district && { district }), ...(former && { former }) };
    return { entry, place, names, type, context, ...parts, order, isSeat, obscurity: obscurityOf(order, isSeat) };
  });
}

function nameFolder(fold: (text: string) => Folded): (text: string, type: string) => Name {
  return (text, type) => {
    const folded = fold(text);
    const initials = initialsOf(folded, type);
    return { ...folded, joined: inOneWord(folded.bare), ...(initials && { initials }) };
  };
}

/** What else a province is called, and by its initials: said after the name of what lies in it. */
function otherNamesOfProvinces(
  { entries }: NameTable,
  foldName: (text: string, type: string) => Name,
): Map<NameEntry | undefined, readonly string[]> {
  const provinces = entries.filter(({ level }) => level === 'province');
  return new Map(
    provinces.map((one) => {
      const also = one.also ?? [];
      const initials = [one.name, ...also].flatMap((name) => foldName(name, '').initials?.bare ?? []);
      return [one, [...also, ...initials]];
    }),
  );
}

/** Districts by the name that stands in the table. */
function foldDistricts({ entries, words }: NameTable, fold: (text: string) => Folded) {
  const names = new Set(entries.flatMap(({ districtName }) => districtName ?? []));
  return new Map<string | undefined, Matched['district']>(
    [...names].map((name) => {
      const [asArea, asName] = readQuery(name, words, fold);
      const fullName = (asName ?? asArea)?.name.bare ?? '';
      return [name, { fullName, name: asArea?.name.bare ?? fullName }];
    }),
  );
}

/** Who says initials means a province, then one that was, then a town; a village last. */
function obscurityOf(order: number, isSeat: boolean): number {
  if (order === PROVINCE) return 0;
  if (order === FORMER_PROVINCE) return 1;
  if (isSeat) return 2;
  return order === COMMUNE ? 3 : 4;
}

function orderOf({ edition, level }: NameEntry, current: string): number {
  if (edition === current) return level === 'province' ? PROVINCE : COMMUNE;
  return level === 'province' ? FORMER_PROVINCE : FORMER_COMMUNE;
}
