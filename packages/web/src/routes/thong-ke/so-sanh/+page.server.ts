// Two areas or operators beside each other in one month; the whole view stands in the address.
import type { AreaList, OperatorList } from '@i-speed/spec';
import { monthOf } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask, nameOf } from '#lib/statistics/ask-overview.ts';
import { askCompare } from '#lib/statistics/compare.ts';
import { monthsUntil, readOverview } from '#lib/statistics/overview.ts';
import type { Place } from '#lib/statistics/place.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, fetch }) => {
  const thisMonth = monthOf(Date.now(), TIME_ZONE);
  const view = readOverview(url.searchParams, thisMonth);
  const [areas, operators] = await Promise.all([
    ask<AreaList>('/api/v1/areas', fetch),
    ask<OperatorList>('/api/v1/operators', fetch),
  ]);
  const other = view.with ?? usualOther(view.place, areas?.areas?.[0]?.code);
  const [name, otherName, compare] = await Promise.all([
    nameOf(view.place, m.over_country(), fetch),
    nameOf(other, m.over_country(), fetch),
    askCompare(view, other, fetch),
  ]);
  if (name === undefined || otherName === undefined) error(404, m.over_unknown());
  const provinces = (areas?.areas ?? []).map(({ code, fullName }) => ({ code, fullName }));
  return {
    view,
    other,
    name,
    otherName,
    provinces,
    operators: operators?.operators ?? [],
    months: monthsUntil(thisMonth),
    compare,
  };
};

/** A place is set against the country, the country against its first province. */
function usualOther(place: Place, province: string | undefined): Place {
  return place.level === 'country' && province !== undefined
    ? { level: 'province', code: province }
    : { level: 'country' };
}
