// Names by the first letters of their words: `BMT` for Buôn Ma Thuột, `TPHCM` for Thành phố Hồ Chí Minh.
import type { Folded } from './fold.ts';

/** The first letters of a name, alone and after those of the word for its type. */
export interface Initials {
  readonly marked: string;
  readonly bare: string;
  readonly withType: string;
}

/** Of a name of two words or more; undefined for one word, and where a word is no letter's. */
export function initialsOf({ marked, bare }: Folded, type: string): Initials | undefined {
  const first = firstLetters(bare);
  if (first.length < 2 || /\d/.test(first)) return undefined;
  return { marked: firstLetters(marked), bare: first, withType: firstLetters(type) + first };
}

function firstLetters(text: string): string {
  return text
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
}
