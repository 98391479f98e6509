// How names are compared: with their marks in one canonical spelling, or without any marks at all.
import type { SearchWords } from '../country/country.ts';

/** A text as its words, twice. */
export interface Folded {
  /** Lower case, tone marks moved to the end of their word, spellings of one sound made one: `Hoà` and `Hòa`, `Lý` and `Lí` are one. Words joined by single spaces. */
  readonly marked: string;
  /** Without any mark, letters with strokes replaced. */
  readonly bare: string;
}

/** Makes the two forms by the country's own marks and letters. */
export function folder({
  toneMarks,
  letters,
  alike,
}: Pick<SearchWords, 'toneMarks' | 'letters' | 'alike'>): (text: string) => Folded {
  const isTone = new Set(toneMarks);
  const spellings = alike.map(({ pattern, as }) => ({ pattern: new RegExp(pattern, 'u'), as }));
  const spelt = (word: string) => spellings.reduce((one, { pattern, as }) => one.replace(pattern, as), word);
  const bareWord = (word: string): string => {
    let bare = '';
    for (const letter of word) if (!/\p{M}/u.test(letter)) bare += letters[letter] ?? letter;
    return spelt(bare);
  };
  const markedWord = (word: string): string => {
    let [base, tones] = ['', ''];
    for (const letter of word) {
      if (isTone.has(letter)) tones += letter;
      else base += letter;
    }
    return spelt(base) + tones;
  };
  return (text) => {
    const words =
      text
        .normalize('NFD')
        .toLowerCase()
        .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
    return { marked: words.map(markedWord).join(' '), bare: words.map(bareWord).join(' ') };
  };
}
