// Finds areas by what people type: with or without marks, old names and new, part of a name, a place within a place.

import { type Folded, folder } from './fold.ts';
import { type FormerLand, formerLands } from './former-land.ts';
import { guessScore, inOneWord, type Matched, matcher } from './match-name.ts';
import type { NameEntry, NameTable } from './name-table.ts';
import { type Query, readQuery, readTurned } from './read-query.ts';
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
  readonly order: number;
  /** Bears the name of a district that its land lay in: better known than others of the name. */
  readonly isSeat: boolean;
}

/**
 * The search over a table of names; making it takes some tens of milliseconds, a search a few. Answers come best first: what is typed
 * exactly before what begins with it before what contains it; with the marks typed before without; areas in force before former
 * ones; provinces before communes; what bears its former district's name before others; larger before smaller. Where nothing
 * answers, names that differ by one slip of a finger do. A district answers by the former communes in it. Nothing typed gives nothing.
 */
export function nameSearch(table: NameTable): (query: string, options?: SearchOptions) => NameHit[] {
  const fold = folder(table.words);
  const byKey = new Map(table.entries.map((entry) => [keyOf(entry.level, entry.edition, entry.code), entry]));
  const types = table.types.map((type) => fold(type).bare);
  const named = (entry: NameEntry): NamedArea => describe(entry, table, byKey);
  const foldedContexts = new Map<string, Folded>();
  const districts = foldDistricts(table, fold);
  const provinceOf = (entry: NameEntry) => byKey.get(keyOf('province', entry.edition, entry.provinceCode ?? ''));
  const lands = formerLands(table.entries, provinceOf);
  const foldLand = (land: FormerLand | undefined, present: Folded): Matched['former'] => {
    if (land === undefined) return undefined;
    const names = [...land.districts].flatMap((name) => districts.get(name)?.fullName ?? []);
    const provinces = [...land.provinces].flatMap((one) => [named(one).fullName, ...(one.also ?? [])]);
    return { districts: new Set(names), context: [present.bare, ...names, fold(provinces.join(' ')).bare].join(' ') };
  };
  const prepared = table.entries.map((entry): Prepared => {
    const province = provinceOf(entry);
    const within = [...named(entry).within, ...(province?.also ?? [])].join(' ');
    const context = foldedContexts.get(within) ?? fold(within);
    foldedContexts.set(within, context);
    const names = [entry.name, ...(entry.also ?? [])].map(fold);
    const district = districts.get(entry.districtName);
    const order = orderOf(entry, table.currentEdition);
    const land = entry.edition === table.currentEdition ? lands.get(entry.code) : undefined;
    const former = foldLand(land, context);
    const seats = [...(land?.districts ?? [])].map((name) => districts.get(name)?.name);
    const isSeat = names.some(({ bare }) => seats.includes(bare));
    const parts = { ...(district && { district }), ...(former && { former }) };
    return { entry, names, type: types[entry.type] ?? '', context, ...parts, order, isSeat };
  });

  const byWord = indexWords(prepared.flatMap((one, place) => wordsOf(one).map((words) => [place, words] as const)));

  const byLastWord = Map.groupBy(
    prepared.flatMap(({ names }, place) => names.map(({ bare }) => ({ place, word: bare.split(' ').at(-1) }))),
    ({ word }) => word,
  );

  /** Whatever answers has a word that begins with the first one typed, or ends as what was typed ends. */
  const likely = (queries: readonly Query[]): Prepared[] => {
    const places = queries.flatMap(({ name }) => {
      const words = name.bare.split(' ');
      const ending = words.length > 1 ? byLastWord.get(words.at(-1)) : undefined;
      return [...byWord.beginningWith(words[0] ?? ''), ...(ending ?? []).map(({ place }) => place)];
    });
    return [...new Set(places)].flatMap((place) => prepared[place] ?? []);
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
    const found = turned.length > 0 ? withoutGuesses(turned) : scored(prepared.filter(isAsked), matcher(queries, true));
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
  return a.order - b.order || standing(a) - standing(b) || b.entry.weight - a.entry.weight;
}

/** Bare texts of which a word may be the first one typed. */
function wordsOf({ names, district }: Matched): string[] {
  const joined = names.map(({ bare }) => inOneWord(bare)).filter((word, at) => word !== names[at]?.bare);
  return [...names.map(({ bare }) => bare), ...joined, ...(district === undefined ? [] : [district.fullName])];
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

/** Areas in force first, and among each kind provinces first. */
function orderOf({ edition, level }: NameEntry, current: string): number {
  return (edition === current ? 0 : 2) + (level === 'province' ? 0 : 1);
}

function keyOf(level: string, edition: string, code: string): string {
  return `${level}/${edition}/${code}`;
}
