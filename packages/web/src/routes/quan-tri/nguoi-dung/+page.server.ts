// People with roles, and inviting more.
import { PLACE_OF, type PortalPerson, ROLES, type Role } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { invalid } from '#lib/form/refusal.ts';
import { field, refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Asked, ask } from '#lib/portal/ask.ts';
import { codeOf, grantablePlaces } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [answer, places] = await Promise.all([
    ask<{ people: PortalPerson[] }>(event, '/api/v1/portal/people'),
    grantablePlaces(event),
  ]);
  if (!answer.ok) error(answer.problem.status, problemWord(answer.problem));
  const { person } = await event.parent();
  const isNational = person.grants.some(({ role }) => role === 'national-admin');
  return { ...answer.value, roles: isNational ? ROLES : LOCAL_ROLES, places };
};

/** Those that a province's manager gives. */
const LOCAL_ROLES: readonly Role[] = ['unit-officer', 'province-manager'];

export const actions: Actions = {
  async invite(event) {
    const form = await event.request.formData();
    const typed = typedIn(form, ['name', 'email', 'role', 'place']);
    const { name, email, role, place } = typed;
    const known = ROLES.find((one) => one === role);
    const key = known && PLACE_OF[known];
    if (key === undefined && place !== '')
      return refuse('invite', invalid([{ path: 'place', message: 'none' }]), {
        typed,
        sentences: { place: m.portal_no_place },
      });
    const code = place === '' ? undefined : codeOf(await grantablePlaces(event), place);
    const body = { name, email, grants: [{ role, ...(key !== undefined && code !== undefined && { [key]: code }) }] };
    return told('invite', await ask<Invitation>(event, '/api/v1/portal/people', body), typed);
  },
  async renew(event) {
    const id = field(await event.request.formData(), 'id');
    return told('', await ask<Invitation>(event, `/api/v1/portal/people/${encodeURIComponent(id)}/link`, {}), {});
  },
  async remove(event) {
    const id = field(await event.request.formData(), 'id');
    const removed = await ask(event, `/api/v1/portal/people/${encodeURIComponent(id)}/removal`, {});
    return removed.ok ? { done: m.portal_person_removed() } : refuse('', removed.problem);
  },
};

type Invitation = { person: PortalPerson; link?: string };

function told(of: string, asked: Asked<Invitation>, typed: Record<string, string>) {
  if (asked.ok) return { invited: asked.value.person.email, link: asked.value.link };
  const { problem } = asked;
  const isKnown = problem.code === 'conflict' && of !== '';
  const there = { path: 'email', message: 'has an account' };
  return refuse(of, isKnown ? { ...problem, faults: [there] } : problem, {
    typed,
    fieldOf: { provinceCode: 'place', unitCode: 'place', operator: 'place' },
    ...(isKnown && { sentences: { email: m.portal_person_exists } }),
  });
}
