// The gap board: provinces of the country, or communes of one province, as maps and as a table.

import { loadAreas } from '#lib/portal/load-areas.ts';
import { drawPlace } from '#lib/portal/sufficiency-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const own = person.grants.length === 1 ? person.grants[0]?.provinceCode : undefined;
  const asked = event.url.searchParams.get('tinh');
  const province = asked ?? own ?? '';
  const [areas, place] = await Promise.all([
    loadAreas(event, province),
    drawPlace(event.fetch, province).catch(() => undefined),
  ]);
  return { ...areas, place };
};
