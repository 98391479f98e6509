// The campaigns of one's scope, each with its present month.
import type { Campaign } from '@i-speed/spec';
import { error, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { ask, problemText } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  // An operator's engineer runs no campaign: the own network is what waits there.
  if (!(await event.parent()).takesPart) redirect(303, href('/quan-tri/mang'));
  const answer = await ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns');
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  return answer.value;
};
