// People with roles, and inviting more.
import { type PortalPerson, ROLES } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await ask<{ people: PortalPerson[] }>(event, '/api/v1/portal/people');
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  return { ...answer.value, roles: [...ROLES] };
};

/** What the place of each role is called in a grant. */
const PLACE: Record<string, string> = {
  'province-manager': 'provinceCode',
  'unit-officer': 'unitCode',
  'operator-engineer': 'operator',
};

export const actions: Actions = {
  async invite(event) {
    const form = await event.request.formData();
    const [name, email, role, place] = ['name', 'email', 'role', 'place'].map((one) => field(form, one));
    const key = PLACE[role ?? ''];
    const body = { name, email, grants: [{ role, ...(key !== undefined && { [key]: place }) }] };
    const made = await ask<{ person: PortalPerson; link?: string }>(event, '/api/v1/portal/people', body);
    if (!made.ok) return fail(made.problem.status, { kept: { name, email, place }, fault: problemText(made.problem) });
    return { invited: made.value.person.email, link: made.value.link };
  },
};
