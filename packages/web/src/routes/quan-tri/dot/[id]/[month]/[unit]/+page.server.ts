// A unit's form of a month: seen, corrected, submitted, returned, accepted.
import { type ReportLine, readWhole, type UnitForm } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import { figureWord } from '#lib/portal/words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const form = await ask<UnitForm>(event, formPath(event));
  if (!form.ok) error(form.problem.status, problemWord(form.problem));
  return { ...form.value, month: event.params.month, campaignId: event.params.id };
};

export const actions: Actions = {
  async correct(event) {
    const typed = typedIn(await event.request.formData(), ['figure', 'to', 'reason']);
    const { to, ...texts } = typed;
    return step(event, 'corrections', { ...texts, ...(to !== '' && { to: readWhole(to) }) }, typed);
  },
  async submit(event) {
    const typed = typedIn(await event.request.formData(), ['note']);
    return step(event, 'submission', typed.note === '' ? {} : typed, typed);
  },
  async giveBack(event) {
    const typed = typedIn(await event.request.formData(), ['reason']);
    return step(event, 'return', typed, typed);
  },
  async target(event) {
    const typed = typedIn(await event.request.formData(), ['target']);
    const { id, unit } = event.params;
    // The field is the only line of a table, whose own faults name lines.
    const table = `code;target\n${unit};"${typed.target.replaceAll('"', '""')}"\n`;
    const set = await ask(event, `/api/v1/portal/campaigns/${id}/targets`, table);
    if (set.ok) return { done: true as const };
    const faults = set.problem.faults?.map((fault) => ({ ...fault, path: 'target', kind: 'form' as const }));
    return refuse('target', { ...set.problem, ...(faults && { faults }) }, { typed });
  },
  accept: (event) => step(event, 'acceptance', {}),
};

async function step(event: RequestEvent, name: string, body: object, typed?: Record<string, string>) {
  const done = await ask<ReportLine>(event, `${formPath(event)}/${name}`, body);
  if (done.ok) return { done: true as const };
  const contradiction = (figure: keyof typeof figureWord) => () =>
    `${figureWord[figure]()}: ${m.fault_more_than_all()}`;
  return refuse(typed === undefined ? '' : name, done.problem, {
    ...(typed && { typed }),
    sentences:
      name === 'submission' ? { installs: contradiction('installs'), accesses: contradiction('accesses') } : {},
  });
}

function formPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/campaigns/${params.id}/months/${params.month}/units/${params.unit}`;
}
