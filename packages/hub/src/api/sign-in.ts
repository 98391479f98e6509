// /api/v1/auth/*: better-auth's own routes, with the lock-out before the password is looked at.
import { HOUR_MS } from '@i-speed/spec';
import * as z from 'zod';
import { writeAudit } from '../people/audit.ts';
import type { Auth } from '../people/auth.ts';
import { isShared } from '../people/demo-people.ts';
import { openLockOut } from '../people/lock-out.ts';
import { useCode } from '../people/used-codes.ts';
import { ProblemError } from '../problem.ts';
import { sql } from '../store/drizzle.ts';
import type { PortalParts } from './portal-parts.ts';
import { newRouter } from './router.ts';

const credentials = z.object({ email: z.email() });
const halfSignedIn = z.object({ twoFactorRedirect: z.literal(true) });
const signedIn = z.object({ token: z.string(), user: z.object({ id: z.string(), email: z.string() }) });
const secondStep = z.object({ code: z.string() });

/** Where a password or a code is tried. */
const SIGN_IN = '/api/v1/auth/sign-in/email';
const BASE = '/api/v1/auth/';
const BY_PASSKEY = 'passkey/verify-authentication';
const BY_CODE = 'two-factor/verify-totp';
/** The challenge without which no passkey is added. */
const NEW_PASSKEY = 'passkey/generate-register-options';
/** So lately must somebody have signed in to add a passkey: a session left open lets no stranger in for good. */
const FRESH_MS = HOUR_MS;

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
  [BY_CODE, 'second-step.done'],
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
/** What ends a sign-in without a password of its own: the second step, where nobody is signed in yet, and a passkey. */
const ENDS_SIGN_IN: ReadonlySet<string> = new Set([BY_PASSKEY, BY_CODE, 'two-factor/verify-backup-code']);
/** Stands in the log for whoever has no session: a reset by link, a second step or passkey that failed. */
const NOBODY = '(link)';

export function signInRoutes({ people, desk, isDemo }: PortalParts) {
  const { database, clock } = desk;
  const lockOut = openLockOut(database, clock);
  const router = newRouter();
  router.get('/api/v1/auth/*', async (c) => {
    const auth = await people.auth();
    if (c.req.path === BASE + NEW_PASSKEY) {
      const session = await auth.api.getSession({ headers: c.req.raw.headers });
      if (session !== null && clock() - session.session.createdAt.getTime() > FRESH_MS)
        throw new ProblemError('forbidden', 'the session is older than an hour; sign in again first');
    }
    return handled(auth, c.req.raw);
  });
  router.post(SIGN_IN, async (c) => {
    const auth = await people.auth();
    const email = credentials.safeParse(await bodyOf(c.req.raw)).data?.email;
    if (email === undefined) return handled(auth, c.req.raw);
    await lockOut.attempt(email);
    const answer = await handled(auth, c.req.raw);
    if (answer.ok) await lockOut.forget(email);
    const isHalf = halfSignedIn.safeParse(await bodyOf(answer)).success;
    const verb = answer.ok ? (isHalf ? 'sign-in.password' : 'sign-in.done') : 'sign-in.failed';
    await note(verb, email, c.env.address);
    return answer;
  });
  router.post('/api/v1/auth/*', async (c) => {
    const auth = await people.auth();
    const step = c.req.path.slice(BASE.length);
    const body = await bodyOf(c.req.raw);
    // Who it is has to be asked before: signing out ends the session.
    const person = await people.of(c.req.raw.headers).catch(() => undefined);
    if (isDemo && NOT_SHARED.has(step) && person !== undefined && isShared(person.email))
      throw new ProblemError('forbidden', 'the demo’s accounts belong to everyone and stay as they are');
    const answer = await handled(auth, c.req.raw);
    const verb = AUDITED.get(step);
    if (ENDS_SIGN_IN.has(step) && person === undefined) {
      const entered = answer.ok ? signedIn.safeParse(await bodyOf(answer)).data : undefined;
      const isGood = answer.ok && (step !== BY_CODE || (await isFirstUse(entered, body)));
      await note(isGood ? 'sign-in.done' : 'sign-in.failed', entered?.user.email ?? NOBODY, c.env.address);
      if (answer.ok && !isGood)
        throw new ProblemError('not-signed-in', 'this code let somebody in already; take the next');
    } else if (verb !== undefined && answer.ok) await note(verb, person?.email ?? NOBODY, c.env.address);
    return answer;
  });
  return router;

  /** The answer of better-auth, which hides why it failed: where the store is gone, the question here rejects and says so. */
  async function handled(auth: Auth, request: Request): Promise<Response> {
    const answer = await auth.handler(request);
    if (answer.status >= 500) await database.execute(sql`SELECT 1`);
    return answer;
  }

  /** Whether the code let nobody in before; where it did, the session that it opened again is ended. */
  async function isFirstUse(entered: z.infer<typeof signedIn> | undefined, body: unknown): Promise<boolean> {
    const { code } = secondStep.parse(body);
    if (entered === undefined) return false;
    if (await useCode(database, entered.user.id, code, new Date(clock()))) return true;
    await (await (await people.auth()).$context).internalAdapter.deleteSession(entered.token);
    return false;
  }

  function note(verb: string, person: string, subject: string): Promise<void> {
    return writeAudit(database, { at: new Date(clock()), person, verb, subject });
  }
}

/** The JSON of a request or an answer that is read again later; undefined where it is none. */
async function bodyOf(message: Request | Response): Promise<unknown> {
  return message
    .clone()
    .json()
    .catch(() => undefined);
}
