// A unit's form of a month: seen, corrected, submitted, returned, accepted.
import { type ReportLine, readWhole, type UnitForm } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import { figureWord } from '#lib/portal/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const form = await ask<UnitForm>(event, formPath(event));
  if (!form.ok) error(form.problem.status, problemText(form.problem));
  return { ...form.value, month: event.params.month, campaignId: event.params.id };
};

export const actions: Actions = {
  async correct(event) {
    const form = await event.request.formData();
    const [figure, to, reason] = [field(form, 'figure'), field(form, 'to'), field(form, 'reason')];
    return step(
      event,
      'corrections',
      { figure, ...(to !== '' && { to: readWhole(to) }), reason },
      { figure, to, reason },
    );
  },
  async submit(event) {
    const note = field(await event.request.formData(), 'note');
    return step(event, 'submission', note === '' ? {} : { note }, { note });
  },
  async giveBack(event) {
    const reason = field(await event.request.formData(), 'reason');
    return step(event, 'return', { reason }, { reason });
  },
  async target(event) {
    const target = field(await event.request.formData(), 'target');
    const { id, unit } = event.params;
    const table = `code;target\n${unit};${target}\n`;
    return told(await ask(event, `/api/v1/portal/campaigns/${id}/targets`, table), 'target', { target });
  },
  accept: (event) => step(event, 'acceptance', {}, {}),
};

const FIELDS = { ...figureWord, to: m.portal_correct_to, reason: m.portal_reason, note: m.portal_note };

async function step(event: RequestEvent, name: string, body: object, kept: Record<string, string>) {
  return told(await ask<ReportLine>(event, `${formPath(event)}/${name}`, body), name, kept);
}

function told(done: Awaited<ReturnType<typeof ask>>, step: string, kept: Record<string, string>) {
  return done.ok
    ? { done: true as const }
    : fail(done.problem.status, { step, kept, fault: problemText(done.problem, FIELDS) });
}

function formPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/campaigns/${params.id}/months/${params.month}/units/${params.unit}`;
}
