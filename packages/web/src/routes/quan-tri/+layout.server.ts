// Every page of the portal knows who looks.
import type { Campaign, PortalPerson } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { problemWord } from '#lib/form/words.ts';
import { dayAt } from '#lib/format/time.ts';
import { ask } from '#lib/portal/ask.ts';
import { placesOf } from '#lib/portal/places.ts';
import type { LayoutServerLoad } from './$types';

/** More than these are on the page of campaigns alone. */
const MOST_CAMPAIGNS = 4;

export const load: LayoutServerLoad = async (event) => {
  const person = await ask<PortalPerson>(event, '/api/v1/portal/me');
  if (!person.ok) error(person.problem.status, problemWord(person.problem));
  const roles = person.value.grants.map(({ role }) => role);
  const leads = roles.includes('national-admin') || roles.includes('province-manager');
  const takesPart = roles.some((role) => role !== 'operator-engineer');
  const listed = takesPart ? await ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns') : undefined;
  const today = dayAt(Date.now());
  const running = (listed?.ok ? listed.value.campaigns : []).filter(
    ({ startsOn, endsOn }) => startsOn <= today && today <= endsOn,
  );
  return {
    campaigns: running.slice(0, MOST_CAMPAIGNS),
    person: person.value,
    places: await placesOf(event, person.value.grants),
    leads,
    readsAudit: leads || roles.includes('auditor'),
    readsNation: roles.some((role) => role !== 'operator-engineer' && role !== 'unit-officer'),
    watches: roles.some((role) => ['national-admin', 'national-viewer', 'auditor'].includes(role)),
    takesPart,
    hears: roles.some((role) => role !== 'unit-officer'),
  };
};
