// Which names a mistyped one may stand for: a slip of a finger leaves the beginning or the end of a name as it was.
import { inOneWord } from './words.ts';

/** From so many letters on three of them are compared at each end, else two: a slip that touches both ends does not fit between. */
const LONG = 8;

/** Finds what a text may have been meant for. */
export interface SlipIndex {
  /** Places of names that begin or end as the text does; those that are one slip from it are among them. */
  readonly near: (text: string) => number[];
}

/** Builds the index over bare names; several may share a place. */
export function indexSlips(names: Iterable<readonly [place: number, name: string]>): SlipIndex {
  const places = new Map<string, number[]>();
  for (const [place, name] of names) {
    const word = inOneWord(name);
    for (const key of endsOf(word, word.length < LONG ? 2 : 3)) {
      const known = places.get(key);
      if (known === undefined) places.set(key, [place]);
      else known.push(place);
    }
  }
  return {
    near: (text) => {
      const word = inOneWord(text);
      // One letter more or less may be on the other side of LONG.
      const keys = [
        ...(word.length <= LONG ? endsOf(word, 2) : []),
        ...(word.length >= LONG - 1 ? endsOf(word, 3) : []),
      ];
      return keys.flatMap((key) => places.get(key) ?? []);
    },
  };
}

/** Keys of both ends; of four letters also of the first and the last, between which two may have changed places. */
function endsOf(word: string, letters: number): string[] {
  const ends = [`^${word.slice(0, letters)}`, `${word.slice(-letters)}$`];
  return word.length === 4 ? [...ends, `${word.slice(0, 1)}*${word.slice(-1)}`] : ends;
}
