// The simulated country's unchanging part: where people are, which operators serve them, and from which addresses.
import type { Area, Commune, Position, Reference } from '@i-speed/reference';
import { crowdWeights, type Settled } from './crowds.ts';
import { openRandom, type Random, weightedDraw } from './random.ts';

export type SimulatedOperator = {
  id: string;
  name: string;
  isMobile: boolean;
  isFixed: boolean;
  /** First three numbers of /24 networks, `a.b.c`. */
  networks: string[];
  share: number;
  /** Its speed over the country's. */
  factor: number;
};

export type SimulatedCommune = {
  commune: Commune;
  position: Position;
  /** What the same land was called before the last change of areas; none where no former commune became part of it. */
  former: readonly Commune[];
  /** Its speed over the country's. */
  factor: number;
  /** How likely a mobile measurement there is on the newest technology. */
  modern: number;
};

export type SimulatedCountry = {
  communes: readonly SimulatedCommune[];
  drawCommune(random: Random): number;
  mobile: readonly SimulatedOperator[];
  fixed: readonly SimulatedOperator[];
  drawMobile(random: Random): number;
  drawFixed(random: Random): number;
};

/** Addresses that are looked up to find whose networks there are: one in about 250 belongs to the country. */
const PROBES = 1_000_000;
const LEAST_NETWORKS = 3;
const MOST_NETWORKS = 40;

/** Builds it from the reference; the same seed gives the same country. */
export function simulateCountry(reference: Reference, seed: number): SimulatedCountry {
  const random = openRandom(seed, 'country');
  const operators = findOperators(reference, random);
  const mobile = operators.filter(({ isMobile }) => isMobile);
  const fixed = operators.filter(({ isFixed }) => isFixed);
  const provinces = new Map(
    reference.provinces().map((province) => [province.code, { ...province, factor: random.spread(0.16) }]),
  );
  const formers = formerCommunes(reference);
  const settled: Settled[] = [];
  const communes = reference.allCommunes().flatMap((commune): SimulatedCommune[] => {
    const province = provinces.get(commune.provinceCode);
    const position = commune.label ?? province?.label;
    if (province === undefined || position === undefined) return [];
    const crowd = Math.sqrt((province.population ?? 1_000_000) / 1_000_000);
    settled.push({ commune, crowd });
    const factor = province.factor * random.spread(0.18);
    const modern = Math.min(0.7, 0.22 * factor * random.spread(0.5));
    return [{ commune, position, former: formers.get(commune.code) ?? [], factor, modern }];
  });
  return {
    communes,
    drawCommune: weightedDraw(crowdWeights(settled, random)),
    mobile,
    fixed,
    drawMobile: weightedDraw(mobile.map(({ share }) => share)),
    drawFixed: weightedDraw(fixed.map(({ share }) => share)),
  };
}

/** Operators with networks of their own, found by looking random addresses up; the more addresses, the larger the share. */
function findOperators(reference: Reference, random: Random): SimulatedOperator[] {
  const found = new Map<string, SimulatedOperator>();
  for (let i = 0; i < PROBES; i += 1) {
    const start = `${1 + random.below(222)}.${random.below(256)}.${random.below(256)}`;
    const network = reference.networkOf(`${start}.1`);
    const { operatorId, kind } = network ?? {};
    if (operatorId === undefined || (kind !== 'both' && kind !== 'mobile' && kind !== 'fixed')) continue;
    const known = found.get(operatorId) ?? newOperator(reference, operatorId, random);
    known.isMobile ||= kind !== 'fixed';
    known.isFixed ||= kind !== 'mobile';
    known.share += 1;
    if (known.networks.length < MOST_NETWORKS) known.networks.push(start);
    found.set(operatorId, known);
  }
  return [...found.values()]
    .filter(({ networks }) => networks.length >= LEAST_NETWORKS)
    .map((operator) => ({
      ...operator,
      share: operator.share ** (operator.isFixed && !operator.isMobile ? 0.6 : 0.4),
    }));
}

function newOperator(reference: Reference, id: string, random: Random): SimulatedOperator {
  const name = reference.operatorById(id)?.name ?? id;
  return { id, name, isMobile: false, isFixed: false, networks: [], share: 0, factor: random.spread(0.12) };
}

/** The communes of the edition before the one in force, by the code of the commune that holds them wholly today. */
function formerCommunes(reference: Reference): Map<string, Commune[]> {
  const [, former] = reference.editions;
  const byCode = new Map<string, Commune[]>();
  if (former === undefined) return byCode;
  for (const commune of reference.allCommunes(former.edition)) {
    const code = wholeSuccessor(commune);
    if (code === undefined) continue;
    const group = byCode.get(code) ?? [];
    group.push(commune);
    byCode.set(code, group);
  }
  return byCode;
}

function wholeSuccessor({ succession }: Area): string | undefined {
  return succession?.kind === 'full' ? succession.codes[0] : undefined;
}
