// The units of one's scope, and their import.
import type { StandingUnit, UnitFigures } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad } from './$types';

type Listed = { units: (StandingUnit & { figures: UnitFigures })[]; all: number; found: number };

/** More lines than a person reads; the search narrows them. */
const MOST_SHOWN = 300;

export const load: PageServerLoad = async (event) => {
  const q = event.url.searchParams.get('q')?.trim() ?? '';
  const query = `?limit=${MOST_SHOWN}&q=${encodeURIComponent(q)}`;
  const answer = await ask<Listed>(event, `/api/v1/portal/units${query}`);
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  return { ...answer.value, q };
};

export const actions: Actions = {
  async import(event) {
    const file = (await event.request.formData()).get('file');
    if (!(file instanceof File) || file.size === 0) return fail(422, { fault: 'file' as const });
    const done = await ask<{ imported: number }>(event, '/api/v1/portal/units/import', await file.text());
    return done.ok
      ? { imported: done.value.imported }
      : fail(done.problem.status, { faults: problemText(done.problem) });
  },
};
