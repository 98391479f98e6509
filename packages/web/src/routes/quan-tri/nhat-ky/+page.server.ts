// What was done by whom.
import type { AuditEntry } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await ask<{ entries: AuditEntry[] }>(event, '/api/v1/portal/audit');
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  return answer.value;
};
