// Seeded randomness for simulations: the same seed gives the same population on every machine.

/** Source of numbers in [0, 1). */
export type Random = () => number;

/** SplitMix-like 32-bit generator (mulberry32): plenty for simulations of some millions of draws. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal value (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Whole number from 1 to `max` with probability falling as 1/k^exponent: how many tests people make. */
export function zipf(random: Random, max: number, exponent: number): number {
  const weights = Array.from({ length: max }, (_, i) => (i + 1) ** -exponent);
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i + 1;
  }
  return max;
}

/** Share of `runs` in which the claim held. */
export function shareOf(runs: number, claim: (run: number) => boolean): number {
  let held = 0;
  for (let run = 0; run < runs; run++) if (claim(run)) held++;
  return held / runs;
}
