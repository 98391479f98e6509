// One's own account: sessions that can be ended, and the second step of the sign-in.
import { error, fail } from '@sveltejs/kit';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import { deviceWord } from '#lib/portal/device-word.ts';
import { handCookies } from '#lib/portal/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Session = { token: string; createdAt: string; ipAddress?: string | null; userAgent?: string | null };
type Passkey = { id: string; name?: string | null; createdAt: string };
type Own = { session: { token: string }; user: { twoFactorEnabled?: boolean | null } };

export const load: PageServerLoad = async (event) => {
  const [own, sessions, passkeys] = await Promise.all([
    ask<Own>(event, '/api/v1/auth/get-session'),
    ask<Session[]>(event, '/api/v1/auth/list-sessions'),
    ask<Passkey[]>(event, '/api/v1/auth/passkey/list-user-passkeys'),
  ]);
  if (!own.ok) error(own.problem.status, problemText(own.problem));
  return {
    hasSecondStep: own.value.user.twoFactorEnabled === true,
    passkeys: passkeys.ok ? passkeys.value.map(({ id, name, createdAt }) => ({ id, name, createdAt })) : [],
    // The token of a session is a secret: the page knows a session by its place in the list alone.
    sessions: sessions.ok
      ? sessions.value.map(({ token, createdAt, ipAddress, userAgent }, place) => ({
          place,
          createdAt,
          isThis: token === own.value.session.token,
          from: [userAgent && deviceWord(userAgent), ipAddress].filter(Boolean).join(' · '),
        }))
      : [],
  };
};

export const actions: Actions = {
  async end(event) {
    const form = await event.request.formData();
    const sessions = await ask<Session[]>(event, '/api/v1/auth/list-sessions');
    const one = sessions.ok ? sessions.value[Number(field(form, 'place'))] : undefined;
    // The list may have changed since the page was drawn: the time tells whether it is the same session.
    if (one === undefined || one.createdAt !== field(form, 'createdAt')) return fail(409, { fault: 'list' as const });
    const ended = await post(event, 'revoke-session', { token: one.token });
    return ended.ok ? { isDone: true } : fail(409, { fault: 'list' as const });
  },
  async remove(event) {
    const id = field(await event.request.formData(), 'id');
    const removed = await post(event, 'passkey/delete-passkey', { id });
    if (removed.status === 403) return fail(403, { fault: 'shared' as const });
    return removed.ok ? { isDone: true } : fail(409, { fault: 'list' as const });
  },
  async begin(event) {
    const password = (await event.request.formData()).get('password');
    const begun = await post(event, 'two-factor/enable', { password });
    if (begun.status === 403) return fail(403, { fault: 'shared' as const });
    if (!begun.ok) return fail(401, { fault: 'password' as const });
    const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await begun.json();
    return { secret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes };
  },
  async confirm(event) {
    const form = await event.request.formData();
    const [code, secret] = ['code', 'secret'].map((one) => field(form, one));
    const done = await post(event, 'two-factor/verify-totp', { code });
    if (!done.ok) return fail(401, { fault: 'code' as const, secret });
    handCookies(done, event.cookies, event.url.protocol === 'https:');
    return { isDone: true };
  },
  async stop(event) {
    const password = (await event.request.formData()).get('password');
    const ended = await post(event, 'two-factor/disable', { password });
    if (!ended.ok) return fail(401, { fault: 'password' as const });
    handCookies(ended, event.cookies, event.url.protocol === 'https:');
    return { isDone: true };
  },
};

function post({ fetch, request, url }: RequestEvent, name: string, body: object): Promise<Response> {
  const cookie = request.headers.get('cookie') ?? '';
  const headers = { 'content-type': 'application/json', origin: url.origin, cookie };
  return fetch(`/api/v1/auth/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
