// The comparison of an address: which two places in which month, their names, and how they stand to each other.
import type { AreaList } from '@i-speed/spec';
import { monthOf } from '@i-speed/statistics';
import { error } from '@sveltejs/kit';
import { TIME_ZONE } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask, type Get, nameOf } from './ask-overview.ts';
import { askCompare } from './compare.ts';
import { readOverview } from './overview.ts';
import type { Place } from './place.ts';

/** `compare` is undefined where the hub does not answer. Throws 404 for a place that does not exist. */
export async function readCompare(query: URLSearchParams, get: Get) {
  const view = readOverview(query, monthOf(Date.now(), TIME_ZONE));
  const areas = await ask<AreaList>('/api/v1/areas', get);
  const provinces = (areas?.areas ?? []).map(({ code, fullName }) => ({ code, fullName }));
  const other = view.with ?? usualOther(view.place, provinces[0]?.code);
  const [name, otherName, compare] = await Promise.all([
    nameOf(view.place, m.over_country(), get),
    nameOf(other, m.over_country(), get),
    askCompare(view, other, get),
  ]);
  if (name === undefined || otherName === undefined) error(404, m.over_unknown());
  return { view, other, name, otherName, provinces, compare };
}

/** A place is set against the country, the country against its first province. */
function usualOther(place: Place, province: string | undefined): Place {
  return place.level === 'country' && province !== undefined
    ? { level: 'province', code: province }
    : { level: 'country' };
}
