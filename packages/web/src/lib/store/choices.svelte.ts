// What the person chose on this device; remembered here and nowhere else.
import type { Access } from '@i-speed/spec';
import { accessOfTechnology, type Technology } from '#lib/measure/technology.ts';

export type ChosenArea = { provinceCode: string; communeCode?: string; edition: string; name: string };

export type Choices = {
  light: boolean;
  pointId?: string;
  technology?: Technology;
  /** IP version to measure over; absent leaves it to the system. */
  family?: 4 | 6;
  area?: ChosenArea;
  sendPosition: boolean;
  /** The participating unit whose link brought this install. */
  unit?: { code: string; name: string };
};

const KEY = 'i-speed.choices';

/** The choices; `restoreChoices` fills them in once the page runs, so that the server's page and the browser's agree. */
export const choices: Choices = $state({ light: false, sendPosition: false });

export function restoreChoices(): void {
  try {
    Object.assign(choices, JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Nothing readable is stored: the choices stay as they are.
  }
}

/** Writes them back; a device that stores nothing keeps them for this visit. */
export function rememberChoices(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Storage may be full or forbidden; the choice then holds for this visit alone.
  }
}

/** The access as the person told it; absent when nothing was told. */
export function chosenAccess(): Access | undefined {
  const { technology } = choices;
  if (technology === undefined) return undefined;
  return {
    kind: accessOfTechnology(technology),
    kindFrom: 'user',
    technology,
    technologyFrom: 'user',
  };
}
