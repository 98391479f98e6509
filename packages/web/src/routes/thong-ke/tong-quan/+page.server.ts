// The overview of one area or operator in one month; the whole view stands in the address.

import type { AreaList, OperatorList } from '@i-speed/spec';
import { addDays, addMonths, monthOf } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { promptly } from '#lib/promptly.ts';
import { ask, askOverview, nameOf } from '#lib/statistics/ask-overview.ts';
import { monthsUntil, readOverview } from '#lib/statistics/overview.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, fetch }) => {
  const thisMonth = monthOf(Date.now(), TIME_ZONE);
  const view = readOverview(url.searchParams, thisMonth);
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const { get, told } = promptly(fetch);
  const [name, found, areas, operators, overview, opened] = await Promise.all([
    nameOf(view.place, m.over_country(), fetch),
    q === '' ? undefined : ask<AreaList>(`/api/v1/areas?${new URLSearchParams({ q })}`, fetch),
    ask<AreaList>('/api/v1/areas', fetch),
    ask<OperatorList>('/api/v1/operators', fetch),
    askOverview(view, get),
    view.place.level === 'country' ? askOpenings(view.month, fetch) : undefined,
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
    overview: told(overview),
    opened,
  };
};

type OpeningDay = { opens: number; devices: number; newDevices: number };

/** How often the pages were opened in a month; undefined where nobody did, or the hub does not answer. */
async function askOpenings(month: string, get: typeof fetch): Promise<OpeningDay | undefined> {
  const span = new URLSearchParams({ from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) });
  const days = (await ask<{ days: OpeningDay[] }>(`/api/v1/openings?${span}`, get))?.days ?? [];
  const sum = (of: (day: OpeningDay) => number) => days.reduce((all, day) => all + of(day), 0);
  if (days.length === 0) return undefined;
  return {
    opens: sum(({ opens }) => opens),
    devices: sum(({ devices }) => devices),
    newDevices: sum((day) => day.newDevices),
  };
}
