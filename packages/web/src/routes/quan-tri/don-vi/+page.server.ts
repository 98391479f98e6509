// The units of one's scope, and their import.
import type { StandingUnit, UnitFigures } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { invalid, missing } from '#lib/form/refusal.ts';
import { refuse } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { countText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import { chosenFile, textIn } from '#lib/portal/upload.ts';
import type { Actions, PageServerLoad } from './$types';

type Listed = { units: (StandingUnit & { figures: UnitFigures })[]; all: number; found: number };

/** More lines than a person reads; the search narrows them. */
const MOST_SHOWN = 300;

export const load: PageServerLoad = async (event) => {
  const q = event.url.searchParams.get('q')?.trim() ?? '';
  const query = `?limit=${MOST_SHOWN}&q=${encodeURIComponent(q)}`;
  const answer = await ask<Listed>(event, `/api/v1/portal/units${query}`);
  if (!answer.ok) error(answer.problem.status, problemWord(answer.problem));
  return { ...answer.value, q };
};

export const actions: Actions = {
  async import(event) {
    const file = chosenFile(await event.request.formData(), 'file');
    const typed = { file: file?.name ?? '' };
    if (file === undefined)
      return refuse('import', invalid(missing(typed)), { typed, sentences: { file: m.portal_import_no_file } });
    const done = await ask<{ imported: number }>(event, '/api/v1/portal/units/import', await textIn(file));
    return done.ok
      ? { done: m.portal_imported({ n: countText(done.value.imported) }) }
      : refuse('import', done.problem, { typed });
  },
};
