// Where the map leads: the statistics of a place, of the same networks and month as it shows.
import { href } from '#lib/href.ts';
import { networkFilter } from '#lib/statistics/network.ts';
import type { Place } from '#lib/statistics/place.ts';
import type { MapArea } from './areas.ts';
import type { Hexagons } from './hexagons.ts';
import { type MapView, spansOf } from './view.ts';

/** The overview of a place as an address names it; of the map's access and month where it shows one. */
export function overviewHref(view: MapView, place: string): string {
  const query = new URLSearchParams({ place });
  if (view.access !== 'all') query.set('access', networkFilter(view.access).access);
  const month = monthOf(view);
  if (month !== undefined) query.set('month', month);
  return href(`/thong-ke/tong-quan?${query}`);
}

/** The overview of the commune around a hexagon's middle; of the country where none is known. */
export function hexagonHref(view: MapView, hexagons: Hexagons | undefined, { code }: Pick<MapArea, 'code'>): string {
  const commune = hexagons?.areas.find((one) => one.code === code)?.communeCode;
  return overviewHref(view, commune === undefined ? 'country' : `commune-${commune}`);
}

/** What the other pages of statistics show after this one. */
export function elsewhere(view: MapView) {
  const place: Place = view.province === undefined ? { level: 'country' } : { level: 'province', code: view.province };
  return { place, network: view.access === 'all' ? undefined : view.access, month: monthOf(view) };
}

/** Undefined where the map shows a span of days. */
function monthOf({ period }: MapView): string | undefined {
  return period in spansOf('auto') ? undefined : period;
}
