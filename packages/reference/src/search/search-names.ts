// Finds areas by what people type: with or without marks, old names and new, part of a name, a place within a place.

import { once } from '../once.ts';
import { type Folded, folder } from './fold.ts';
import { type FormerLand, formerLands } from './former-land.ts';
import { initialsOf } from './initials.ts';
import { guessScore, inOneWord, type Matched, matcher, type Name } from './match-name.ts';
import type { NameEntry, NameTable } from './name-table.ts';
import { type Query, readQuery, readTurned } from './read-query.ts';
import { indexSlips } from './slip-index.ts';
import { indexWords } from './word-index.ts';

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

export interface SearchOptions {
  /** How many answers at most; 10 when absent. */
  readonly limit?: number;
  readonly level?: 'province' | 'commune';
  /** Only areas in this province of the current edition, former ones by where they are today. */
  readonly provinceCode?: string;
  /** Whether former names are searched too; they are when absent. */
  readonly includeFormer?: boolean;
}

interface Prepared extends Matched {
  readonly entry: NameEntry;
  readonly place: number;
  readonly order: number;
  /** Bears the name of a district that its land lay in: better known than others of the name. */
  readonly isSeat: boolean;
}

/**
 * The search over a table of names; making it takes some tens of milliseconds, a search a few. Answers come best first: what is typed
 * exactly before what begins with it before what has it for initials (typed in capitals: before what begins) before what contains it; with the marks typed before without; areas in force before former
 * ones; provinces before communes; what bears its former district's name before others; larger before smaller. Where nothing
 * answers, names that differ by one slip of a finger do. A district answers by the former communes in it. Nothing typed gives nothing.
 */
export function nameSearch(table: NameTable): (query: string, options?: SearchOptions) => NameHit[] {
  const fold = folder(table.words);
  const byKey = new Map(table.entries.map((entry) => [keyOf(entry.level, entry.edition, entry.code), entry]));
  const types = table.types.map((type) => fold(type).bare);
  const named = (entry: NameEntry): NamedArea => describe(entry, table, byKey);
  const nameOf = (text: string, type: string): Name => {
    const folded = fold(text);
    const initials = initialsOf(folded, type);
    return { ...folded, joined: inOneWord(folded.bare), ...(initials && { initials }) };
  };
  /** What else a province is called, and by its initials: said after the name of what lies in it. */
  const otherNames = new Map<NameEntry | undefined, readonly string[]>(
    table.entries
      .filter(({ level }) => level === 'province')
      .map((one) => [
        one,
        [
          ...(one.also ?? []),
          ...[one.name, ...(one.also ?? [])].flatMap((name) => nameOf(name, '').initials?.bare ?? []),
        ],
      ]),
  );
  const foldedContexts = new Map<string, Folded>();
  const districts = foldDistricts(table, fold);
  const provinceOf = (entry: NameEntry) => byKey.get(keyOf('province', entry.edition, entry.provinceCode ?? ''));
  const lands = formerLands(table.entries, provinceOf);
  const foldLand = (land: FormerLand | undefined, present: Folded): Matched['former'] => {
    if (land === undefined) return undefined;
    const names = [...land.districts].flatMap((name) => districts.get(name)?.fullName ?? []);
    const provinces = [...land.provinces].flatMap((one) => [named(one).fullName, ...(otherNames.get(one) ?? [])]);
    return { districts: new Set(names), context: [present.bare, ...names, fold(provinces.join(' ')).bare].join(' ') };
  };
  const prepared = table.entries.map((entry, place): Prepared => {
    const province = provinceOf(entry);
    const within = [...named(entry).within, ...(otherNames.get(province) ?? [])].join(' ');
    const context = foldedContexts.get(within) ?? fold(within);
    foldedContexts.set(within, context);
    const type = types[entry.type] ?? '';
    const names = [entry.name, ...(entry.also ?? [])].map((name) => nameOf(name, type));
    const district = districts.get(entry.districtName);
    const order = orderOf(entry, table.currentEdition);
    const land = entry.edition === table.currentEdition ? lands.get(entry.code) : undefined;
    const former = foldLand(land, context);
    const seats = [...(land?.districts ?? [])].map((name) => districts.get(name)?.name);
    const isSeat = names.some(({ bare }) => seats.includes(bare));
    const parts = { ...(district && { district }), ...(former && { former }) };
    const obscurity = obscurityOf(order, isSeat);
    return { entry, place, names, type, context, ...parts, order, isSeat, obscurity };
  });

  const byWord = indexWords(prepared.flatMap((one, place) => wordsOf(one).map((words) => [place, words] as const)));

  const byLastWord = Map.groupBy(
    prepared.flatMap(({ names }, place) => names.map(({ bare }) => ({ place, word: bare.split(' ').at(-1) }))),
    ({ word }) => word,
  );

  const bySlip = once(() =>
    indexSlips(prepared.flatMap(({ names }, place) => names.map(({ bare }) => [place, bare] as const))),
  );
  const at = (places: Iterable<number>) => [...places].flatMap((place) => prepared[place] ?? []);

  /** Whatever answers has a word that begins with the first one typed, or ends as what was typed ends. */
  const likely = (queries: readonly Query[]): Prepared[] => {
    const places = new Set<number>();
    for (const { name } of queries) {
      const words = name.bare.split(' ');
      for (const place of byWord.beginningWith(words[0] ?? '')) places.add(place);
      if (words.length > 1) for (const { place } of byLastWord.get(words.at(-1)) ?? []) places.add(place);
    }
    return at(places);
  };

  /** Whatever answers a mistyped name: all of what was typed is one, or words at its beginning or end are. */
  const misspelt = (queries: readonly Query[]): Prepared[] => {
    const texts = queries.flatMap(({ name: { bare } }) => {
      const words = bare.split(' ');
      return [bare, ...words.flatMap((_, i) => [words.slice(0, i).join(' '), words.slice(i).join(' ')])];
    });
    return at(new Set([...new Set(texts)].flatMap(bySlip().near)));
  };

  return (text, { limit = 10, level, provinceCode, includeFormer = true } = {}) => {
    const queries = readQuery(text, table.words, fold);
    if (queries.length === 0) return [];
    const isAsked = ({ entry }: Prepared) =>
      (level === undefined || entry.level === level) &&
      (includeFormer || entry.edition === table.currentEdition) &&
      (provinceCode === undefined || isIn(entry, provinceCode, table.currentEdition, byKey));
    const answers = (read: readonly Query[]) => scored(likely(read).filter(isAsked), matcher(read));
    const plain = answers(queries);
    const turned = plain.length > 0 ? plain : answers(readTurned(text, table.words, fold));
    const found =
      turned.length > 0 ? withoutGuesses(turned) : scored(misspelt(queries).filter(isAsked), matcher(queries, true));
    found.sort((a, b) => a.score - b.score || compare(a.one, b.one));
    const hits: NameHit[] = [];
    for (const { one } of found) {
      if (hits.length >= limit) break;
      const hit = hitOf(one.entry, table.currentEdition, byKey, named);
      if (!isToldAlready(hit, hits, fold)) hits.push(hit);
    }
    return hits;
  };
}

interface Answer {
  readonly one: Prepared;
  readonly score: number;
}

function scored(ones: readonly Prepared[], scoreOf: (area: Matched) => number | undefined): Answer[] {
  return ones.flatMap((one) => {
    const score = scoreOf(one);
    return score === undefined ? [] : [{ one, score }];
  });
}

/** What comes first of two that answer as well; of two that bear their district's name a ward, which was a town, before a commune. */
function compare(a: Prepared, b: Prepared): number {
  const standing = ({ isSeat, entry }: Prepared) => (isSeat ? entry.type - 100 : 0);
  return a.order - b.order || standing(a) - standing(b) || b.entry.weight - a.entry.weight || a.place - b.place;
}

/** Who says initials means a province, then one that was, then a town; a village last. */
function obscurityOf(order: number, isSeat: boolean): number {
  if (order === PROVINCE) return 0;
  if (order === FORMER_PROVINCE) return 1;
  if (isSeat) return 2;
  return order === COMMUNE ? 3 : 4;
}

/** Bare texts of which a word may be the first one typed. */
function wordsOf({ names, district }: Matched): string[] {
  const texts = names.flatMap(({ bare, joined, initials }) => [
    bare,
    ...(joined === bare ? [] : [joined]),
    ...(initials === undefined ? [] : [initials.bare, initials.withType]),
  ]);
  return district === undefined ? texts : [...texts, district.fullName];
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

/** Scattered beginnings of words are worth showing only where nothing better answers. */
function withoutGuesses(answers: Answer[]): Answer[] {
  return answers.some((one) => one.score < guessScore) ? answers.filter((one) => one.score < guessScore) : answers;
}

function hitOf(
  entry: NameEntry,
  current: string,
  byKey: ReadonlyMap<string, NameEntry>,
  named: (entry: NameEntry) => NamedArea,
): NameHit {
  const leadsTo = (entry.successors ?? []).flatMap((code) => {
    const successor = byKey.get(keyOf(entry.level, current, code));
    return successor ? [named(successor)] : [];
  });
  return {
    ...named(entry),
    isFormer: entry.edition !== current,
    leadsTo,
    ...(entry.kind !== undefined && { succession: entry.kind }),
  };
}

/** A former area that only leads to one of the same name is the same answer twice. */
function isToldAlready(hit: NameHit, hits: readonly NameHit[], fold: (text: string) => Folded): boolean {
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

function describe(entry: NameEntry, table: NameTable, byKey: ReadonlyMap<string, NameEntry>): NamedArea {
  const province =
    entry.provinceCode === undefined ? undefined : byKey.get(keyOf('province', entry.edition, entry.provinceCode));
  const fullName = (one: NameEntry) => `${table.types[one.type] ?? ''} ${one.name}`.trim();
  const within = [entry.districtName, province && fullName(province)].filter((name) => name !== undefined);
  return { code: entry.code, edition: entry.edition, level: entry.level, fullName: fullName(entry), within };
}

function isIn(entry: NameEntry, provinceCode: string, current: string, byKey: ReadonlyMap<string, NameEntry>): boolean {
  if (entry.level === 'province') return (entry.successors ?? [entry.code]).includes(provinceCode);
  if (entry.edition === current) return entry.provinceCode === provinceCode;
  return (entry.successors ?? []).some(
    (code) => byKey.get(keyOf('commune', current, code))?.provinceCode === provinceCode,
  );
}

const [PROVINCE, COMMUNE, FORMER_PROVINCE, FORMER_COMMUNE] = [0, 1, 2, 3];

/** Areas in force first, and among each kind provinces first. */
function orderOf({ edition, level }: NameEntry, current: string): number {
  if (edition === current) return level === 'province' ? PROVINCE : COMMUNE;
  return level === 'province' ? FORMER_PROVINCE : FORMER_COMMUNE;
}

function keyOf(level: string, edition: string, code: string): string {
  return `${level}/${edition}/${code}`;
}
