// Where the people of the simulated country are: many in a province's centre, some in its towns, few elsewhere, nobody who measures in some places.
import type { Commune } from '@i-speed/reference';
import type { Random } from './random.ts';

/** A commune and how many people its province has, as a weight. */
export type Settled = { commune: Commune; crowd: number };

type Density = 'centre' | 'town' | 'country' | 'nobody';

/** Parts of all measurements: so a centre has devices enough for figures of its own each month, and a town for an estimate. */
const SHARES: Readonly<Record<Density, number>> = { centre: 0.62, town: 0.2, country: 0.18, nobody: 0 };
/** Of communes that are no centre: those of towns, and those where nobody measures. */
const TOWNS = 0.04;
const NOBODY = 0.35;
const SPREAD: Readonly<Record<Density, number>> = { centre: 0.3, town: 0.4, country: 1, nobody: 0 };

/** How likely a measurement is in each commune, in their order; the weights add up to about 1. */
export function crowdWeights(places: readonly Settled[], random: Random): number[] {
  const centres = centresOf(places);
  const drawn = places.map(({ commune, crowd }) => {
    const chance = random.next();
    const density = centres.has(commune.code) ? 'centre' : densityAt(chance);
    return { density, weight: crowd * random.spread(SPREAD[density]) };
  });
  const sums = new Map<Density, number>();
  for (const { density, weight } of drawn) sums.set(density, (sums.get(density) ?? 0) + weight);
  return drawn.map(({ density, weight }) => (SHARES[density] * weight) / (sums.get(density) ?? 1));
}

function densityAt(chance: number): Density {
  if (chance < TOWNS) return 'town';
  return chance < TOWNS + NOBODY ? 'nobody' : 'country';
}

/** The first ward of each province, or where it has none its first commune. */
function centresOf(places: readonly Settled[]): ReadonlySet<string> {
  const byProvince = Map.groupBy(places, ({ commune }) => commune.provinceCode);
  return new Set(
    [...byProvince.values()].flatMap((all) => {
      const ward = all.find(({ commune }) => commune.fullName.startsWith('Phường ')) ?? all[0];
      return ward === undefined ? [] : [ward.commune.code];
    }),
  );
}
