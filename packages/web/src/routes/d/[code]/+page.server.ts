// A unit's short link: its name comes from the public API.
import type { UnitName } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const unit = await ask<UnitName>(event, `/api/v1/units/${encodeURIComponent(event.params.code.toLowerCase())}`);
  if (!unit.ok) error(404, m.unit_unknown());
  return { unit: unit.value };
};
