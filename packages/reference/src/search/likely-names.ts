// The few areas that may answer, by indexes: no search looks at all thirteen thousand names.
import { once } from '../once.ts';
import type { Matched } from './compared.ts';
import type { Prepared } from './prepare-names.ts';
import type { Query } from './read-query.ts';
import { indexSlips } from './slip-index.ts';
import { indexWords } from './word-index.ts';

export interface LikelyNames {
  /** Whatever answers has a word that begins with the first one typed, or ends as what was typed ends. */
  likely(queries: readonly Query[]): Prepared[];
  /** Whatever answers a mistyped name: all of what was typed is one, or words at its beginning or end are. */
  misspelt(queries: readonly Query[]): Prepared[];
}

/** Indexes the names; that of slips is made when first asked. */
export function indexNames(prepared: readonly Prepared[]): LikelyNames {
  const names = prepared.flatMap((one, place) => one.names.map(({ bare }) => ({ place, bare })));
  const byWord = indexWords(prepared.flatMap((one, place) => wordsOf(one).map((words) => [place, words] as const)));
  const byLastWord = Map.groupBy(names, ({ bare }) => bare.split(' ').at(-1));
  const bySlip = once(() => indexSlips(names.map(({ place, bare }) => [place, bare] as const)));
  const at = (places: Iterable<number>) => [...places].flatMap((place) => prepared[place] ?? []);
  return {
    likely: (queries) => {
      const places = new Set<number>();
      for (const { name } of queries) {
        const words = name.bare.split(' ');
        for (const place of byWord.beginningWith(words[0] ?? '')) places.add(place);
        if (words.length > 1) for (const { place } of byLastWord.get(words.at(-1)) ?? []) places.add(place);
      }
      return at(places);
    },
    misspelt: (queries) => {
      const texts = queries.flatMap(({ name: { bare } }) => {
        const words = bare.split(' ');
        return [bare, ...words.flatMap((_, i) => [words.slice(0, i).join(' '), words.slice(i).join(' ')])];
      });
      return at(new Set([...new Set(texts)].flatMap(bySlip().near)));
    },
  };
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
