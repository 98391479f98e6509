// What the person chose on this device; remembered here and nowhere else.
import type { Access } from '@i-speed/spec';
import { browser } from '$app/env';

export type ChosenArea = { provinceCode: string; communeCode?: string; edition: string; name: string };
type Technology = NonNullable<Access['technology']>;

export type Choices = {
  light: boolean;
  pointId?: string;
  technology?: Technology;
  area?: ChosenArea;
  sendPosition: boolean;
};

const KEY = 'i-speed.choices';

/** The choices, written back whenever they change; a device that stores nothing keeps them for this visit. */
export const choices: Choices = $state(read());

export function rememberChoices(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Storage may be full or forbidden; the choice then holds for this visit alone.
  }
}

const MOBILE: readonly Technology[] = ['2g', '3g', '4g', '5g'];
export const technologies: readonly Technology[] = [...MOBILE, 'wifi', 'ethernet'];

/** The access as the person told it; absent when nothing was told. */
export function chosenAccess(): Access | undefined {
  const { technology } = choices;
  if (technology === undefined) return undefined;
  return {
    kind: MOBILE.includes(technology) ? 'mobile' : 'fixed',
    kindFrom: 'user',
    technology,
    technologyFrom: 'user',
  };
}

function read(): Choices {
  const none: Choices = { light: false, sendPosition: false };
  if (!browser) return none;
  try {
    return { ...none, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') };
  } catch {
    return none;
  }
}
