// /api/v1/auth/*: better-auth's own routes, with the lock-out before the password is looked at.
import * as z from 'zod';
import { writeAudit } from '../people/audit.ts';
import { DEMO_PEOPLE } from '../people/demo-people.ts';
import { openLockOut } from '../people/lock-out.ts';
import { ProblemError } from '../problem.ts';
import type { PortalParts } from './portal-parts.ts';
import { newRouter } from './router.ts';

const credentials = z.object({ email: z.email() });
const signedIn = z.object({ user: z.object({ email: z.string() }) });

/** Where a password or a code is tried. */
const SIGN_IN = '/api/v1/auth/sign-in/email';
const BASE = '/api/v1/auth/';
const BY_PASSKEY = 'passkey/verify-authentication';
/** The challenge without which no passkey is added. */
const NEW_PASSKEY = 'passkey/generate-register-options';
/** So lately must somebody have signed in to add a passkey: a session left open lets no stranger in for good. */
const FRESH_MS = 3_600_000;

/** What else people do about their own accounts, by better-auth's path, and how the log calls it. */
const AUDITED: ReadonlyMap<string, string> = new Map([
  ['sign-out', 'sign-in.ended'],
  ['revoke-session', 'session.revoke'],
  ['revoke-other-sessions', 'session.revoke-others'],
  ['change-password', 'password.change'],
  ['request-password-reset', 'password.ask'],
  ['reset-password', 'password.reset'],
  ['two-factor/enable', 'second-step.begin'],
  ['two-factor/disable', 'second-step.end'],
  ['two-factor/verify-totp', 'second-step.done'],
  ['passkey/verify-registration', 'passkey.add'],
  ['passkey/update-passkey', 'passkey.rename'],
  ['passkey/delete-passkey', 'passkey.remove'],
]);
/** What would shut the others out of an account that everyone shares. */
const NOT_SHARED: ReadonlySet<string> = new Set([
  'two-factor/enable',
  'two-factor/disable',
  'change-password',
  'change-email',
  'update-user',
  'delete-user',
  'revoke-other-sessions',
  'revoke-sessions',
  'passkey/verify-registration',
  'passkey/update-passkey',
  'passkey/delete-passkey',
]);
const SHARED: ReadonlySet<string> = new Set(DEMO_PEOPLE.map(({ email }) => email));
/** Stand in the log for whoever has no session: a reset by link, the second step of a sign-in, a passkey that nobody owns. */
const NOBODY = '(link)';
const UNKNOWN = '(passkey)';

export function signInRoutes({ people, desk, isDemo }: PortalParts) {
  const { database, clock } = desk;
  const lockOut = openLockOut(database, clock);
  const router = newRouter();
  router.on(['GET', 'POST'], '/api/v1/auth/*', async (c) => {
    const auth = await people.auth();
    if (c.req.method !== 'POST') {
      if (c.req.path === BASE + NEW_PASSKEY) {
        const session = await auth.api.getSession({ headers: c.req.raw.headers });
        if (session !== null && clock() - session.session.createdAt.getTime() > FRESH_MS)
          throw new ProblemError('forbidden', 'the session is older than an hour; sign in again first');
      }
      return auth.handler(c.req.raw);
    }
    if (c.req.path !== SIGN_IN) {
      const step = c.req.path.slice(BASE.length);
      const verb = AUDITED.get(step);
      // Who it is has to be asked before: signing out ends the session.
      const isGuarded = isDemo && NOT_SHARED.has(step);
      const person =
        verb === undefined && !isGuarded ? undefined : await people.of(c.req.raw.headers).catch(() => undefined);
      if (isGuarded && person !== undefined && SHARED.has(person.email))
        throw new ProblemError('forbidden', 'the demo’s accounts belong to everyone and stay as they are');
      const answer = await auth.handler(c.req.raw);
      if (step === BY_PASSKEY) {
        const body: unknown = answer.ok ? await answer.clone().json() : undefined;
        await writeAudit(database, {
          at: new Date(clock()),
          person: signedIn.safeParse(body).data?.user.email ?? UNKNOWN,
          verb: answer.ok ? 'sign-in.done' : 'sign-in.failed',
          subject: c.env.address,
        });
      }
      if (verb !== undefined && answer.ok) {
        const at = new Date(clock());
        await writeAudit(database, { at, person: person?.email ?? NOBODY, verb, subject: c.env.address });
      }
      return answer;
    }
    const body: unknown = await c.req.raw
      .clone()
      .json()
      .catch(() => undefined);
    const email = credentials.safeParse(body).data?.email;
    if (email !== undefined) await lockOut.check(email);
    const answer = await auth.handler(c.req.raw);
    if (email === undefined) return answer;
    const verb = answer.ok ? 'sign-in.done' : 'sign-in.failed';
    await lockOut.note(email, answer.ok);
    await writeAudit(database, { at: new Date(clock()), person: email, verb, subject: c.env.address });
    return answer;
  });
  return router;
}
