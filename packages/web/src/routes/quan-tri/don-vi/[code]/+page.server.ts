// A unit's own month, and its merger into another.
import type { StandingUnit, UnitMonth } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const month = event.url.searchParams.get('thang') ?? '';
  const query = month === '' ? '' : `?month=${encodeURIComponent(month)}`;
  const own = await ask<UnitMonth>(event, `${unitPath(event)}/month${query}`);
  if (!own.ok) error(own.problem.status, problemText(own.problem));
  return { own: own.value, link: `${event.url.origin}/d/${event.params.code}` };
};

const FIELDS = { into: m.own_merge_code, on: m.own_merge_on };

export const actions: Actions = {
  async merge(event) {
    const form = await event.request.formData();
    const kept = { into: field(form, 'into').toLowerCase(), on: field(form, 'on') };
    return step(event, 'merger', kept, kept);
  },
  async handOver(event) {
    const done = await ask<{ handedOver: number }>(event, `${unitPath(event)}/merger/officers`, {});
    return done.ok
      ? { handedOver: done.value.handedOver }
      : fail(done.problem.status, { fault: problemText(done.problem) });
  },
  separate: (event) => step(event, 'merger/removal', {}, undefined),
};

function unitPath({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/units/${params.code}`;
}

async function step(event: RequestEvent, name: string, body: object, kept?: { into: string; on: string }) {
  const done = await ask<StandingUnit>(event, `${unitPath(event)}/${name}`, body);
  return done.ok
    ? { done: true as const }
    : fail(done.problem.status, { kept, fault: problemText(done.problem, FIELDS) });
}
