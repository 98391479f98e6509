// Lists for the pickers, from the public API; an empty list where the hub cannot be asked.
import type { PublicPoint } from '@i-speed/spec';

/** An area's code with the edition it belongs to. */
export type AreaName = { code: string; name: string; edition: string };

type Item = { code: string; fullName: string };

export async function fetchPoints(): Promise<PublicPoint[]> {
  return (await get<{ points: PublicPoint[] }>('/api/v1/points'))?.points ?? [];
}

export async function fetchProvinces(): Promise<AreaName[]> {
  const list = await get<{ edition: string; provinces: Item[] }>('/api/v1/provinces');
  return list === undefined ? [] : toNames(list.edition, list.provinces);
}

export async function fetchCommunes(provinceCode: string): Promise<AreaName[]> {
  const list = await get<{ edition: string; communes: Item[] }>(`/api/v1/provinces/${provinceCode}/communes`);
  return list === undefined ? [] : toNames(list.edition, list.communes);
}

/** In the order of the alphabet, as people look for them. */
function toNames(edition: string, items: readonly Item[]): AreaName[] {
  return items
    .map(({ code, fullName }) => ({ code, name: fullName, edition }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** Guarantee: `T` is the answer's shape in the API's document, which the hub's own tests hold. */
async function get<T>(path: string): Promise<T | undefined> {
  try {
    const answer = await fetch(path);
    return answer.ok ? ((await answer.json()) as T) : undefined;
  } catch {
    return undefined;
  }
}
