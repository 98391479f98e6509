// From the beginning of a word to everything with a word that begins so: a sorted list, searched by halves.

/** Finds by beginnings. */
export interface WordIndex {
  /** The places of all texts with a word that begins with the given one; each place once. */
  readonly beginningWith: (beginning: string) => Iterable<number>;
}

/** Builds the index over texts of words joined by single spaces; several texts may share a place. */
export function indexWords(texts: Iterable<readonly [place: number, text: string]>): WordIndex {
  const entries: (readonly [word: string, place: number])[] = [];
  for (const [place, text] of texts) for (const word of text.split(' ')) entries.push([word, place]);
  entries.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return {
    beginningWith: (beginning) => {
      const found = new Set<number>();
      for (let at = firstNotBefore(entries, beginning); at < entries.length; at++) {
        const entry = entries[at];
        if (entry === undefined || !entry[0].startsWith(beginning)) break;
        found.add(entry[1]);
      }
      return found;
    },
  };
}

function firstNotBefore(entries: readonly (readonly [string, number])[], word: string): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.[0] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
