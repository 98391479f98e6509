// The names of the places that a person's grants are about, and those that a grant may be given for.
import type { Grant, PortalPerson, StandingUnit, UnitName } from '@i-speed/spec';
import { ask } from './ask.ts';

type Asking = Parameters<typeof ask>[0];

/** What a grant is about. */
export interface Place {
  /** The code where no name is told. */
  readonly name: string;
  /** The unit that stands for a merged one today. */
  readonly heir?: UnitName;
}

/** The place of each grant, in their order; absent for the whole country. */
export function placesOf(event: Asking, grants: readonly Grant[]): Promise<(Place | undefined)[]> {
  return Promise.all(
    grants.map(async ({ provinceCode, unitCode, operator }) => {
      if (unitCode !== undefined) return unitPlace(event, unitCode);
      if (provinceCode !== undefined) return { name: (await provinceNames(event)).get(provinceCode) ?? provinceCode };
      return operator === undefined ? undefined : { name: (await operatorNames(event)).get(operator) ?? operator };
    }),
  );
}

/** The province of somebody who has that one role alone: what pages about provinces begin with. */
export function ownProvince({ grants }: Pick<PortalPerson, 'grants'>): string | undefined {
  return grants.length === 1 ? grants[0]?.provinceCode : undefined;
}

async function unitPlace(event: Asking, code: string): Promise<Place> {
  const asked = await ask<UnitName>(event, `/api/v1/units/${code}`);
  if (!asked.ok) return { name: code };
  const { name, formerly } = asked.value;
  return formerly === undefined ? { name } : { name: formerly, heir: asked.value };
}

/** Names of today's provinces by code; empty where the hub does not tell. */
export async function provinceNames(event: Asking): Promise<ReadonlyMap<string, string>> {
  const asked = await ask<{ provinces: { code: string; name: string }[] }>(event, '/api/v1/provinces');
  return new Map(asked.ok ? asked.value.provinces.map(({ code, name }) => [code, name]) : []);
}

/** More suggestions than a person reads; a code that is not among them can be typed all the same. */
const MOST_UNITS = 300;

/** Code and name of what a grant may be for: units of the own scope, provinces, operators. */
export async function grantablePlaces(event: Asking): Promise<{ code: string; name: string }[]> {
  const [listed, provinces, operators] = await Promise.all([
    ask<{ units: StandingUnit[] }>(event, `/api/v1/portal/units?limit=${MOST_UNITS}`),
    provinceNames(event),
    operatorNames(event),
  ]);
  const units = listed.ok ? listed.value.units.map(({ code, name }) => ({ code, name })) : [];
  return [...units, ...[...provinces, ...operators].map(([code, name]) => ({ code, name }))];
}

/** The code of the place that was typed by its code or its name; as it was typed where there is none or more than one. */
export function codeOf(places: readonly { code: string; name: string }[], typed: string): string {
  if (places.some(({ code }) => code === typed)) return typed;
  const same = (one: string, other: string) => one.localeCompare(other, 'vi', { sensitivity: 'accent' }) === 0;
  const named = places.filter(({ code, name }) => same(code, typed) || same(name.normalize(), typed.normalize()));
  return named.length === 1 ? (named[0]?.code ?? typed) : typed;
}

async function operatorNames(event: Asking): Promise<ReadonlyMap<string, string>> {
  const asked = await ask<{ operators: { id: string; name: string }[] }>(event, '/api/v1/operators');
  return new Map(asked.ok ? asked.value.operators.map(({ id, name }) => [id, name]) : []);
}
