// /api/v1/portal/me, /people and /audit: who I am, who may what, what was done.
import { createRoute } from '@hono/zod-openapi';
import { auditEntry, type Grant, grant, portalPerson } from '@i-speed/spec';
import * as z from 'zod';
import { readAudit, writeAudit } from '../people/audit.ts';
import { demandAnywhere, mayDo, type Right, type Scope } from '../people/policy.ts';
import { ProblemError } from '../problem.ts';
import { inArray } from '../store/drizzle.ts';
import { units } from '../store/portal-schema.ts';
import { named } from './named.ts';
import { type PortalParts, PRIVATE } from './portal-parts.ts';
import { json, newRouter, problemAnswers } from './router.ts';

const person = named('PortalPerson', portalPerson);
const PROBLEMS = problemAnswers('not-signed-in', 'forbidden', 'invalid', 'conflict', 'rate-limited');

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
  summary:
    'Makes a person; the link with which the password is set is mailed, or told here where no mail server is set',
  request: {
    body: {
      required: true,
      content: json(
        z.object({ name: z.string().trim().min(1).max(200), email: z.email(), grants: z.array(grant).min(1).max(10) }),
      ),
    },
  },
  responses: {
    201: { description: 'The person', content: json(z.object({ person, link: z.string().optional() })) },
    ...PROBLEMS,
  },
});

const readLog = createRoute({
  method: 'get',
  path: '/api/v1/portal/audit',
  tags: ['portal'],
  summary: 'What was done by whom, newest first',
  responses: {
    200: { description: 'Entries', content: json(z.object({ entries: z.array(auditEntry) })) },
    ...PROBLEMS,
  },
});

const MOST_ENTRIES = 500;

export function personRoutes({ people, desk, publicUrl, sendMail }: PortalParts) {
  return newRouter()
    .openapi(me, async (c) => c.json(await people.of(c.req.raw.headers), 200, PRIVATE))
    .openapi(list, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      demandAnywhere(grants, 'person.list');
      const provinceOf = await provinces();
      const seen = (await people.all()).filter((one) =>
        one.grants.some((held) => mayDo(grants, 'person.list', scopeOf(held, provinceOf))),
      );
      return c.json({ people: seen }, 200, PRIVATE);
    })
    .openapi(invite, async (c) => {
      const inviter = await people.of(c.req.raw.headers);
      const asked = c.req.valid('json');
      const provinceOf = await provinces();
      for (const held of asked.grants) {
        checkShape(held);
        if (!mayGive(inviter.grants, held, provinceOf))
          throw new ProblemError('forbidden', `the role ${held.role} is not yours to give here`);
      }
      const made = await people.create(asked);
      const origin = publicUrl ?? new URL(c.req.url).origin;
      const link = `${origin}/dang-nhap/mat-khau?token=${await people.passwordToken(made.id)}`;
      const [first] = asked.grants;
      await writeAudit(desk.database, {
        at: new Date(desk.clock()),
        person: inviter.email,
        verb: 'person.invite',
        subject: made.email,
        ...(first && { scope: scopeOf(first, provinceOf) }),
      });
      if (sendMail === undefined) return c.json({ person: made, link }, 201, PRIVATE);
      await sendMail({
        to: made.email,
        subject: 'Tài khoản i-Speed',
        text: `Kính gửi ${made.name},\n\nĐặt mật khẩu tại: ${link}\n`,
      });
      return c.json({ person: made }, 201, PRIVATE);
    })
    .openapi(readLog, async (c) => {
      const { grants } = await people.of(c.req.raw.headers);
      demandAnywhere(grants, 'audit.read');
      const all = await readAudit(desk.database, MOST_ENTRIES);
      const entries = all.filter((entry) => mayDo(grants, 'audit.read', entry));
      return c.json({ entries }, 200, PRIVATE);
    });

  async function provinces(): Promise<ReadonlyMap<string, string | undefined>> {
    const all = await people.all();
    const codes = all.flatMap((one) =>
      one.grants.flatMap(({ unitCode }) => (unitCode === undefined ? [] : [unitCode])),
    );
    if (codes.length === 0) return unitProvinces([]);
    return unitProvinces(codes);
  }

  async function unitProvinces(codes: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
    const rows = await desk.database
      .select({ code: units.code, provinceCode: units.provinceCode })
      .from(units)
      .where(codes.length === 0 ? undefined : inArray(units.code, [...codes]));
    return new Map(rows.map(({ code, provinceCode }) => [code, provinceCode ?? undefined]));
  }
}

/** The place that a grant is about. */
function scopeOf(
  { provinceCode, unitCode, operator }: Grant,
  provinceOf: ReadonlyMap<string, string | undefined>,
): Scope {
  return { provinceCode: provinceCode ?? (unitCode && provinceOf.get(unitCode)), unitCode, operator };
}

/** A province's manager gives the province's own roles; what holds for the country only a national administrator gives. */
function mayGive(grants: readonly Grant[], given: Grant, provinceOf: ReadonlyMap<string, string | undefined>): boolean {
  const right: Right = 'person.invite';
  const isLocal = given.role === 'unit-officer' || given.role === 'province-manager';
  return isLocal ? mayDo(grants, right, scopeOf(given, provinceOf)) : mayDo(grants, right, {});
}

/** Throws ProblemError `invalid` where a role lacks its place or has one too many. */
function checkShape({ role, provinceCode, unitCode, operator }: Grant): void {
  const isWhole =
    (role === 'province-manager') === (provinceCode !== undefined) &&
    (role === 'unit-officer') === (unitCode !== undefined) &&
    (role === 'operator-engineer') === (operator !== undefined);
  if (!isWhole) throw new ProblemError('invalid', `the role ${role} has another kind of scope`);
}
