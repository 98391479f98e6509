// The names of the places that a person's grants are about.
import type { Grant } from '@i-speed/spec';
import { ask } from './ask.ts';

type Asking = Parameters<typeof ask>[0];
type Named = { readonly name: string };

/** A name for each grant, in their order; the code where no name is told, absent for the whole country. */
export function placesOf(event: Asking, grants: readonly Grant[]): Promise<(string | undefined)[]> {
  return Promise.all(
    grants.map(async ({ provinceCode, unitCode, operator }) => {
      if (unitCode !== undefined) return (await nameOf(event, `/api/v1/units/${unitCode}`)) ?? unitCode;
      if (provinceCode !== undefined) return (await provinceNames(event)).get(provinceCode) ?? provinceCode;
      return operator === undefined ? undefined : ((await operatorNames(event)).get(operator) ?? operator);
    }),
  );
}

/** Names of today's provinces by code; empty where the hub does not tell. */
export async function provinceNames(event: Asking): Promise<ReadonlyMap<string, string>> {
  const asked = await ask<{ provinces: { code: string; name: string }[] }>(event, '/api/v1/provinces');
  return new Map(asked.ok ? asked.value.provinces.map(({ code, name }) => [code, name]) : []);
}

async function operatorNames(event: Asking): Promise<ReadonlyMap<string, string>> {
  const asked = await ask<{ operators: { id: string; name: string }[] }>(event, '/api/v1/operators');
  return new Map(asked.ok ? asked.value.operators.map(({ id, name }) => [id, name]) : []);
}

async function nameOf(event: Asking, path: string): Promise<string | undefined> {
  const asked = await ask<Named>(event, path);
  return asked.ok ? asked.value.name : undefined;
}
