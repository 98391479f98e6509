// The list of materials comes from the public API; what is asked for stands in the address.
import type { AreaList } from '@i-speed/spec';
import { ask } from '#lib/statistics/ask-overview.ts';
import type { PageServerLoad } from './$types';

type Materials = { materials: { id: string; unit: 'px' | 'mm'; width: number; height: number }[]; texts: string[] };

export const load: PageServerLoad = async ({ url, fetch }) => {
  const [list, areas] = await Promise.all([
    ask<Materials>('/api/v1/materials', fetch),
    ask<AreaList>('/api/v1/areas', fetch),
  ]);
  const provinces = areas?.areas ?? [];
  const given = new URLSearchParams();
  for (const name of ['title', 'body', 'link']) {
    const value = url.searchParams.get(name)?.trim();
    if (value) given.set(name, value);
  }
  return {
    materials: list?.materials ?? [],
    texts: list?.texts ?? [],
    given: given.toString(),
    provinces: provinces.map(({ code, fullName }) => ({ code, fullName })),
    /** Of the banner; absent for the whole country. */
    province: provinces.find(({ code }) => code === url.searchParams.get('province'))?.code,
  };
};
