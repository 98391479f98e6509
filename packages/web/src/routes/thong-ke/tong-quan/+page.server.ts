// The overview of one area or operator in one month; the whole view stands in the address.

import type { AreaList, OperatorList } from '@i-speed/spec';
import { monthOf } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask, askOverview, nameOf } from '#lib/statistics/ask-overview.ts';
import { monthsUntil, readOverview } from '#lib/statistics/overview.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, fetch }) => {
  const thisMonth = monthOf(Date.now(), TIME_ZONE);
  const view = readOverview(url.searchParams, thisMonth);
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const [name, found, areas, operators, overview] = await Promise.all([
    nameOf(view.place, m.over_country(), fetch),
    q === '' ? undefined : ask<AreaList>(`/api/v1/areas?${new URLSearchParams({ q })}`, fetch),
    ask<AreaList>('/api/v1/areas', fetch),
    ask<OperatorList>('/api/v1/operators', fetch),
    askOverview(view, fetch),
  ]);
  if (name === undefined) error(404, m.over_unknown());
  const provinces = (areas?.areas ?? []).map(({ code, fullName }) => ({ code, fullName }));
  return {
    view,
    q,
    name,
    hits: found?.hits,
    provinces,
    operators: operators?.operators ?? [],
    months: monthsUntil(thisMonth),
    overview,
  };
};
