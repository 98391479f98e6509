// The list of publications, from the public API.
import type { PublicationList } from '@i-speed/spec';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch }) => {
  const answer = await fetch('/api/v1/publications').catch(() => undefined);
  if (!answer?.ok) return { publications: undefined };
  return { publications: asList(await answer.json()).publications };
};

/** Guarantee: the hub answers by the schema of its own document. */
function asList(json: unknown): PublicationList {
  return json as PublicationList;
}
