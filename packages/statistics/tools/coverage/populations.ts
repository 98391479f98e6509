// What rates may be distributed like.
import { normal, type Random } from '../../test/random.ts';

export type Draw = (random: Random) => number;

export const populations: Record<string, Draw> = {
  'log-normal, sd 0.6': (random) => Math.exp(0.6 * normal(random)),
  'log-normal, sd 0.95': (random) => Math.exp(0.95 * normal(random)),
  'log-normal, sd 1.1': (random) => Math.exp(1.1 * normal(random)),
  'heavy lower tail': (random) => Math.exp(0.5 * normal(random)) * (1 - random()) ** 0.8,
  'capped by plans': (random) => Math.min(3, Math.exp(0.95 * normal(random))),
  'two kinds of lines': (random) => Math.exp((random() < 0.2 ? 2 : 0) + 0.5 * normal(random)),
};
