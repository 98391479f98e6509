// A unit's own month.
import type { UnitMonth } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const month = event.url.searchParams.get('thang') ?? '';
  const query = month === '' ? '' : `?month=${encodeURIComponent(month)}`;
  const own = await ask<UnitMonth>(event, `/api/v1/portal/units/${event.params.code}/month${query}`);
  if (!own.ok) error(own.problem.status, problemText(own.problem));
  return { own: own.value, link: `${event.url.origin}/d/${event.params.code}` };
};
