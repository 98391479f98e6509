// The list of materials comes from the public API; what is asked for stands in the address.
import type { AreaList, Problem } from '@i-speed/spec';
import { refusalOf } from '#lib/form/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/statistics/ask-overview.ts';
import type { PageServerLoad } from './$types';

type Materials = { materials: { id: string; unit: 'px' | 'mm'; width: number; height: number }[]; texts: string[] };

export const load: PageServerLoad = async ({ url, fetch }) => {
  const [list, areas] = await Promise.all([
    ask<Materials>('/api/v1/materials', fetch),
    ask<AreaList>('/api/v1/areas', fetch),
  ]);
  const provinces = areas?.areas ?? [];
  const typed = Object.fromEntries(
    ['title', 'body', 'link'].map((name) => [name, url.searchParams.get(name)?.trim() ?? '']),
  );
  const given = new URLSearchParams(Object.entries(typed).filter(([, value]) => value !== ''));
  const text = list?.texts[0];
  const answer = text === undefined || given.size === 0 ? undefined : await fetch(`/api/v1/materials/${text}?${given}`);
  const refused =
    answer?.status === 422
      ? refusalOf('materials', await problemIn(answer), { typed, sentences: SENTENCES })
      : undefined;
  return {
    materials: list?.materials ?? [],
    texts: list?.texts ?? [],
    typed,
    // Pictures are of what can be printed: with the usual words until what is wrong is mended.
    given: refused === undefined ? given.toString() : '',
    refused,
    provinces: provinces.map(({ code, fullName }) => ({ code, fullName })),
    /** Of the banner; absent for the whole country. */
    province: provinces.find(({ code }) => code === url.searchParams.get('province'))?.code,
  };
};

const SENTENCES = { link: m.material_link_elsewhere };

/** Guarantee: the hub refuses by the schema of its own document. */
async function problemIn(answer: Response): Promise<Problem> {
  return (await answer.json()) as Problem;
}
