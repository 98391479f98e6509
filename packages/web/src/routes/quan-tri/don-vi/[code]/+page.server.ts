// A unit's own month, and its merger into another.
import type { StandingUnit, UnitMonth } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { countText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const month = event.url.searchParams.get('thang') ?? '';
  const query = month === '' ? '' : `?month=${encodeURIComponent(month)}`;
  const own = await ask<UnitMonth>(event, `${unitPath(event)}/month${query}`);
  if (!own.ok) error(own.problem.status, problemWord(own.problem));
  return { own: own.value, link: `${event.url.origin}/d/${event.params.code}` };
};

export const actions: Actions = {
  async merge(event) {
    const typed = typedIn(await event.request.formData(), ['into', 'on']);
    return step(event, 'merger', { ...typed, into: typed.into.toLowerCase() }, typed);
  },
  async handOver(event) {
    const done = await ask<{ handedOver: number }>(event, `${unitPath(event)}/merger/officers`, {});
    return done.ok ? { done: m.own_handed_over({ n: countText(done.value.handedOver) }) } : refuse('', done.problem);
  },
  separate: (event) => step(event, 'merger/removal', {}),
};

function unitPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/units/${params.code}`;
}

async function step(event: RequestEvent, name: string, body: object, typed?: Record<string, string>) {
  const done = await ask<StandingUnit>(event, `${unitPath(event)}/${name}`, body);
  if (done.ok) return { done: true as const };
  return typed === undefined ? refuse('', done.problem) : refuse(name, done.problem, { typed });
}
