// The list of materials comes from the public API; what is asked for stands in the address.
import type { PageServerLoad } from './$types';

type Material = { id: string; unit: 'px' | 'mm'; width: number; height: number };

export const load: PageServerLoad = async ({ url, fetch }) => {
  const answer = await fetch('/api/v1/materials');
  const { materials, texts } = (await asList(answer)) ?? { materials: [], texts: [] };
  const given = new URLSearchParams();
  for (const name of ['title', 'body', 'link']) {
    const value = url.searchParams.get(name)?.trim();
    if (value) given.set(name, value);
  }
  return { materials, texts, given: given.toString() };
};

/** Guarantee: the hub answers by the schema of its own document. */
async function asList(answer: Response): Promise<{ materials: Material[]; texts: string[] } | undefined> {
  return answer.ok ? ((await answer.json()) as { materials: Material[]; texts: string[] }) : undefined;
}
