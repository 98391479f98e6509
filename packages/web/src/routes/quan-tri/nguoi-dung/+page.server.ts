// People with roles, and inviting more.
import { type PortalPerson, ROLES, type Role } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { type Asked, ask, field, problemText } from '#lib/portal/ask.ts';
import { codeOf, grantablePlaces } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [answer, places] = await Promise.all([
    ask<{ people: PortalPerson[] }>(event, '/api/v1/portal/people'),
    grantablePlaces(event),
  ]);
  if (!answer.ok) error(answer.problem.status, problemText(answer.problem));
  const { person } = await event.parent();
  const isNational = person.grants.some(({ role }) => role === 'national-admin');
  return { ...answer.value, roles: isNational ? ROLES : LOCAL_ROLES, places };
};

/** Those that a province's manager gives. */
const LOCAL_ROLES: readonly Role[] = ['unit-officer', 'province-manager'];

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
    const code = place === undefined || place === '' ? undefined : codeOf(await grantablePlaces(event), place);
    const body = { name, email, grants: [{ role, ...(key !== undefined && code !== undefined && { [key]: code }) }] };
    const kept = { name, email, role, place };
    return told(await ask<Invitation>(event, '/api/v1/portal/people', body), kept);
  },
  async renew(event) {
    const id = field(await event.request.formData(), 'id');
    return told(await ask<Invitation>(event, `/api/v1/portal/people/${encodeURIComponent(id)}/link`, {}));
  },
  async remove(event) {
    const id = field(await event.request.formData(), 'id');
    const removed = await ask(event, `/api/v1/portal/people/${encodeURIComponent(id)}/removal`, {});
    return removed.ok ? { isRemoved: true } : fail(removed.problem.status, { fault: problemText(removed.problem) });
  },
};

const FIELDS = {
  name: m.portal_name,
  email: m.portal_email,
  provinceCode: m.portal_place,
  unitCode: m.portal_place,
  operator: m.portal_place,
};

type Invitation = { person: PortalPerson; link?: string };

function told(asked: Asked<Invitation>, kept: Record<string, string | undefined> = {}) {
  return asked.ok
    ? { invited: asked.value.person.email, link: asked.value.link }
    : fail(asked.problem.status, {
        kept,
        fault:
          asked.problem.code === 'conflict' && kept.email !== undefined
            ? m.portal_person_exists()
            : problemText(asked.problem, FIELDS),
      });
}
