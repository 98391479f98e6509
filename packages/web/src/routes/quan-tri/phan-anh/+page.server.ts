// What people told of one's scope, and the steps that handle it.
import type { HeardProblem, HeardSpot } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { field, refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { ask } from '#lib/portal/ask.ts';
import { provinceNames } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

const VOICES = '/api/v1/portal/voices';

export const load: PageServerLoad = async (event) => {
  const [heard, operators, provinces] = await Promise.all([
    ask<{ problems: HeardProblem[]; whiteSpots: HeardSpot[] }>(event, VOICES),
    ask<{ operators: { id: string; name: string }[] }>(event, '/api/v1/operators'),
    provinceNames(event),
  ]);
  if (!heard.ok) error(heard.problem.status, problemWord(heard.problem));
  return { ...heard.value, provinces, operators: operators.ok ? operators.value.operators : [] };
};

export const actions: Actions = {
  async problem(event) {
    const form = await event.request.formData();
    const [number, state] = [field(form, 'number'), field(form, 'state')];
    const typed = typedIn(form, ['answer', 'operatorId']);
    const { answer, operatorId } = typed;
    const body = {
      state,
      ...(answer !== '' && { answer }),
      ...(state === 'passed-on' && operatorId !== '' && { operatorId }),
    };
    const done = await ask<HeardProblem>(event, `${VOICES}/problems/${number}/steps`, body);
    return done.ok ? { handled: number } : refuse(number, done.problem, { typed });
  },
  async spot(event) {
    const form = await event.request.formData();
    const id = field(form, 'id');
    const done = await ask<HeardSpot>(event, `${VOICES}/white-spots/${id}/steps`, { state: field(form, 'state') });
    return done.ok ? { handled: id } : refuse(id, done.problem);
  },
};
