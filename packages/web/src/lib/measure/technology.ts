// The technologies of access that i-Speed tells apart, and the kind of network each belongs to.
import type { Access } from '@i-speed/spec';

export type Technology = NonNullable<Access['technology']>;

export const mobileTechnologies = ['2g', '3g', '4g', '5g'] as const satisfies readonly Technology[];
export const fixedTechnologies = ['wifi', 'ethernet'] as const satisfies readonly Technology[];
export const technologies: readonly Technology[] = [...mobileTechnologies, ...fixedTechnologies];

export function accessOfTechnology(technology: Technology): 'mobile' | 'fixed' {
  return mobileTechnologies.some((each) => each === technology) ? 'mobile' : 'fixed';
}
