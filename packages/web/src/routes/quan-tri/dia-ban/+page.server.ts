// The gap board: provinces of the country, or communes of one province.
import { loadAreas } from '#lib/portal/load-areas.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const own = person.grants.length === 1 ? person.grants[0]?.provinceCode : undefined;
  const asked = event.url.searchParams.get('tinh');
  return loadAreas(event, asked ?? own ?? '');
};
