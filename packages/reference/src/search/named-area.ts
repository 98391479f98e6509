// How areas are told: by their names, what they lie in, and where a former one leads.
import type { Folded } from './fold.ts';
import type { NameEntry, NameTable } from './name-table.ts';

/** An area as a list shows it. */
export interface NamedArea {
  readonly code: string;
  readonly edition: string;
  readonly level: 'province' | 'commune';
  /** With the word for its type. */
  readonly fullName: string;
  /** What it lies in, from small to large: district where there was one, province; empty for provinces. */
  readonly within: readonly string[];
}

/** One answer. */
export interface NameHit extends NamedArea {
  /** True for an area of a former edition. */
  readonly isFormer: boolean;
  /** For a former area: the areas in force that hold its land, all of it (`full`) or in parts. */
  readonly leadsTo: readonly NamedArea[];
  readonly succession?: 'full' | 'partial';
}

/** The entries of a table by what they refer to each other with. */
export interface Entries {
  readonly table: NameTable;
  /** Undefined for an area that the table does not hold. */
  find(level: NameEntry['level'], edition: string, code: string): NameEntry | undefined;
  /** The province of a commune, of its own edition; undefined for provinces. */
  provinceOf(entry: NameEntry): NameEntry | undefined;
  named(entry: NameEntry): NamedArea;
}

/** Indexes the entries of a table. */
export function indexEntries(table: NameTable): Entries {
  const keyOf = (level: string, edition: string, code: string) => `${level}/${edition}/${code}`;
  const byKey = new Map(table.entries.map((entry) => [keyOf(entry.level, entry.edition, entry.code), entry]));
  const find: Entries['find'] = (level, edition, code) => byKey.get(keyOf(level, edition, code));
  const provinceOf = ({ edition, provinceCode }: NameEntry) =>
    provinceCode === undefined ? undefined : find('province', edition, provinceCode);
  const fullName = (one: NameEntry) => `${table.types[one.type] ?? ''} ${one.name}`.trim();
  const named = (entry: NameEntry): NamedArea => {
    const province = provinceOf(entry);
    const within = [entry.districtName, province && fullName(province)].filter((name) => name !== undefined);
    return { code: entry.code, edition: entry.edition, level: entry.level, fullName: fullName(entry), within };
  };
  return { table, find, provinceOf, named };
}

/** The entry as an answer. */
export function hitOf(entry: NameEntry, { table, find, named }: Entries): NameHit {
  const leadsTo = (entry.successors ?? []).flatMap((code) => {
    const successor = find(entry.level, table.currentEdition, code);
    return successor ? [named(successor)] : [];
  });
  return {
    ...named(entry),
    isFormer: entry.edition !== table.currentEdition,
    leadsTo,
    ...(entry.kind !== undefined && { succession: entry.kind }),
  };
}

/** A former area that only leads to one of the same name is the same answer twice. */
export function isToldAlready(hit: NameHit, hits: readonly NameHit[], fold: (text: string) => Folded): boolean {
  const [only, ...others] = hit.leadsTo;
  if (only === undefined || others.length > 0) return false;
  return hits.some(
    (told) =>
      !told.isFormer &&
      told.level === hit.level &&
      told.code === only.code &&
      fold(told.fullName).marked === fold(hit.fullName).marked,
  );
}

/** Whether the area lies in this province of the current edition: a former one where its land is today. */
export function isIn(entry: NameEntry, provinceCode: string, { table, find }: Entries): boolean {
  if (entry.level === 'province') return (entry.successors ?? [entry.code]).includes(provinceCode);
  if (entry.edition === table.currentEdition) return entry.provinceCode === provinceCode;
  return (entry.successors ?? []).some(
    (code) => find('commune', table.currentEdition, code)?.provinceCode === provinceCode,
  );
}
