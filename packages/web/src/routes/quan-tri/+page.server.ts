// The campaigns of one's scope, each with its present month.
import type { Campaign } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns');
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  return answer.value;
};
