// A network as statistics tell them apart, in one word of an address: mobile or fixed as a whole, or one technology of either.
import { accessOfTechnology, fixedTechnologies, mobileTechnologies, type Technology } from '#lib/measure/technology.ts';
import { accessWord, technologyWord } from '#lib/measure/text.ts';

export type Network = 'mobile' | 'fixed' | Technology;

export const networks: readonly Network[] = ['mobile', ...mobileTechnologies, 'fixed', ...fixedTechnologies];

/** The network as filters of the API. */
export function networkFilter(network: Network): { access: 'mobile' | 'fixed'; technology?: Technology } {
  if (network === 'mobile' || network === 'fixed') return { access: network };
  return { access: accessOfTechnology(network), technology: network };
}

/** "Di động", "Di động 4G" */
export function networkText(network: Network): string {
  return network === 'mobile' || network === 'fixed' ? accessWord[network]() : technologyWord[network]();
}
