// The gap board: provinces of the country, or communes of one province, as maps and as a table.
import { loadAreas } from '#lib/portal/load-areas.ts';
import { ownProvince } from '#lib/portal/places.ts';
import { drawPlace } from '#lib/portal/sufficiency-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const province = event.url.searchParams.get('tinh') ?? ownProvince(person) ?? '';
  const [areas, place] = await Promise.all([
    loadAreas(event, province),
    drawPlace(event.fetch, province).catch(() => undefined),
  ]);
  return { ...areas, place };
};
