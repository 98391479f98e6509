// What was done by whom.
import type { AuditEntry } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { ask } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await ask<{ entries: AuditEntry[] }>(event, '/api/v1/portal/audit');
  if (!answer.ok) error(answer.problem.status, problemWord(answer.problem));
  return answer.value;
};
