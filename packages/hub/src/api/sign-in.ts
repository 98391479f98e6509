// /api/v1/auth/*: better-auth's own routes, with the lock-out before the password is looked at.
import * as z from 'zod';
import { writeAudit } from '../people/audit.ts';
import { openLockOut } from '../people/lock-out.ts';
import type { PortalParts } from './portal-parts.ts';
import { newRouter } from './router.ts';

const credentials = z.object({ email: z.email() });

/** Where a password or a code is tried. */
const SIGN_IN = '/api/v1/auth/sign-in/email';

export function signInRoutes({ people, desk }: PortalParts) {
  const { database, clock } = desk;
  const lockOut = openLockOut(database, clock);
  const router = newRouter();
  router.on(['GET', 'POST'], '/api/v1/auth/*', async (c) => {
    const auth = await people.auth();
    if (c.req.path !== SIGN_IN || c.req.method !== 'POST') return auth.handler(c.req.raw);
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
