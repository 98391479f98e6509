// What people told of one's scope, and the steps that handle it.
import type { HeardProblem, HeardSpot } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import { provinceNames } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

const VOICES = '/api/v1/portal/voices';

export const load: PageServerLoad = async (event) => {
  const [heard, operators, provinces] = await Promise.all([
    ask<{ problems: HeardProblem[]; whiteSpots: HeardSpot[] }>(event, VOICES),
    ask<{ operators: { id: string; name: string }[] }>(event, '/api/v1/operators'),
    provinceNames(event),
  ]);
  if (!heard.ok) error(heard.problem.status, problemText(heard.problem));
  return { ...heard.value, provinces, operators: operators.ok ? operators.value.operators : [] };
};

const FIELDS = { answer: m.portal_voices_answer, operatorId: m.portal_voices_operator };

export const actions: Actions = {
  async problem(event) {
    const form = await event.request.formData();
    const [number, state, answer, operatorId] = ['number', 'state', 'answer', 'operatorId'].map((one) =>
      field(form, one),
    );
    const body = {
      state,
      ...(answer !== '' && { answer }),
      ...(state === 'passed-on' && operatorId !== '' && { operatorId }),
    };
    const done = await ask<HeardProblem>(event, `${VOICES}/problems/${number}/steps`, body);
    return done.ok
      ? { done: number }
      : fail(done.problem.status, { of: number, answer, operatorId, fault: problemText(done.problem, FIELDS) });
  },
  async spot(event) {
    const form = await event.request.formData();
    const id = field(form, 'id');
    const done = await ask<HeardSpot>(event, `${VOICES}/white-spots/${id}/steps`, { state: field(form, 'state') });
    return done.ok ? { done: id } : fail(done.problem.status, { of: id, fault: problemText(done.problem) });
  },
};
