// /api/v1/portal/me, /people and /audit: who I am, who may what, what was done.
import { createRoute } from '@hono/zod-openapi';
import { auditEntry, newGrant, portalPerson } from '@i-speed/spec';
import * as z from 'zod';
import { numberText } from '../number-text.ts';
import { readAudit } from '../people/audit.ts';
import { invitePerson, removePerson, renewLink } from '../people/invite.ts';
import { listPeople } from '../people/list-people.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const person = named('PortalPerson', portalPerson);
const PROBLEMS = problemAnswers('not-signed-in', 'forbidden', 'not-found', 'invalid', 'conflict', 'rate-limited');

const personParam = z.object({ person: z.string().min(1).max(100) });
const invitation = z.object({ person, link: z.string().optional() });

const me = createRoute({
  method: 'get',
  path: '/api/v1/portal/me',
  tags: ['portal'],
  summary: 'Who is signed in, with roles and where they hold',
  responses: { 200: { description: 'The person', content: json(person) }, ...PROBLEMS },
});

const list = createRoute({
  method: 'get',
  path: '/api/v1/portal/people',
  tags: ['portal'],
  summary: 'The people with roles in one’s own scope',
  responses: { 200: { description: 'People', content: json(z.object({ people: z.array(person) })) }, ...PROBLEMS },
});

const invite = createRoute({
  method: 'post',
  path: '/api/v1/portal/people',
  tags: ['portal'],
  summary: 'Makes a person; the link with which the password is set is mailed, or told here where no mail goes',
  request: {
    body: {
      required: true,
      content: json(
        z.object({
          name: z.string().trim().min(1).max(200),
          email: z.email(),
          grants: z.array(newGrant).min(1).max(10),
        }),
      ),
    },
  },
  responses: { 201: { description: 'The person', content: json(invitation) }, ...PROBLEMS },
});

const renew = createRoute({
  method: 'post',
  path: '/api/v1/portal/people/{person}/link',
  tags: ['portal'],
  summary: 'A new link that sets the password, for somebody whose own is lost or too old',
  request: { params: personParam },
  responses: { 201: { description: 'The person', content: json(invitation) }, ...PROBLEMS },
});

const remove = createRoute({
  method: 'post',
  path: '/api/v1/portal/people/{person}/removal',
  tags: ['portal'],
  summary: 'Takes a person out with all sessions; what they did stays in the log',
  request: { params: personParam },
  responses: { 204: { description: 'Taken out' }, ...PROBLEMS },
});

const readLog = createRoute({
  method: 'get',
  path: '/api/v1/portal/audit',
  tags: ['portal'],
  summary: 'What was done by whom, newest first',
  request: { query: z.object({ limit: numberText(z.number().int().min(1).max(500)).default(500) }) },
  responses: {
    200: { description: 'Entries', content: json(z.object({ entries: z.array(auditEntry) })) },
    ...PROBLEMS,
  },
});

export function personRoutes(parts: PortalParts) {
  const { people, desk, publicUrl } = parts;
  const originOf = (url: string) => publicUrl ?? new URL(url).origin;
  return newRouter()
    .openapi(me, async (c) => c.json(await people.of(c.req.raw.headers), 200, PRIVATE))
    .openapi(list, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json({ people: await listPeople(parts, grants) }, 200, PRIVATE);
    })
    .openapi(invite, async (c) => {
      const inviter = await people.of(c.req.raw.headers);
      return c.json(await invitePerson(parts, inviter, c.req.valid('json'), originOf(c.req.url)), 201, PRIVATE);
    })
    .openapi(renew, async (c) => {
      const inviter = await people.of(c.req.raw.headers);
      return c.json(await renewLink(parts, inviter, c.req.valid('param').person, originOf(c.req.url)), 201, PRIVATE);
    })
    .openapi(remove, async (c) => {
      const remover = await people.of(c.req.raw.headers);
      await removePerson(parts, remover, c.req.valid('param').person);
      return c.body(null, 204);
    })
    .openapi(readLog, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      return c.json({ entries: await readAudit(desk.database, grants, c.req.valid('query').limit) }, 200, PRIVATE);
    });
}
