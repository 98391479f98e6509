// Every page of the portal knows who looks.
import type { PortalPerson } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { ask, problemText } from '#lib/portal/ask.ts';
import { placesOf } from '#lib/portal/places.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const person = await ask<PortalPerson>(event, '/api/v1/portal/me');
  if (!person.ok) error(person.problem.status, problemText(person.problem));
  const roles = person.value.grants.map(({ role }) => role);
  const leads = roles.includes('national-admin') || roles.includes('province-manager');
  return {
    person: person.value,
    places: await placesOf(event, person.value.grants),
    leads,
    readsAudit: leads || roles.includes('auditor'),
    readsNation: roles.some((role) => role !== 'operator-engineer' && role !== 'unit-officer'),
    watches: roles.some((role) => ['national-admin', 'national-viewer', 'auditor'].includes(role)),
    takesPart: roles.some((role) => role !== 'operator-engineer'),
    hears: roles.some((role) => role !== 'unit-officer'),
  };
};
