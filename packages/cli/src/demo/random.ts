// Seeded chance for the simulated country: the same seed gives the same country.

/** Draws; every one moves the source on. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  /** Standard normal. */
  normal(): number;
  /** exp of a normal with this standard deviation and median 1. */
  spread(deviation: number): number;
  /** A whole number from 0 up to and without `end`. */
  below(end: number): number;
  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T;
};

/** A source (sfc32) whose state is spread from the words of the seed. */
export function openRandom(...seed: readonly (string | number)[]): Random {
  let [a, b, c, d] = seedState(seed.join('|'));
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i += 1) next();
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    normal,
    spread: (deviation) => Math.exp(deviation * normal()),
    below,
    pick: (items) => chosen(items, below(items.length)),
  };
}

/** Draws places of a list by their weights, in the time of a binary search. */
export function weightedDraw(weights: readonly number[]): (random: Random) => number {
  let total = 0;
  const sums = weights.map((weight) => (total += weight));
  return (random) => {
    const mark = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) <= mark) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** The item at a place; throws RangeError where the list has none. */
export function chosen<T>(items: readonly T[], place: number): T {
  if (place < 0 || place >= items.length) throw new RangeError(`no item ${place} among ${items.length}`);
  return items[place] as T;
}

/** Four 32-bit words by FNV-1a over the text with four beginnings. */
function seedState(text: string): [number, number, number, number] {
  const word = (start: number) => {
    let hash = start;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
    return hash | 0;
  };
  return [word(2_166_136_261), word(374_761_393), word(668_265_263), word(40_503)];
}
