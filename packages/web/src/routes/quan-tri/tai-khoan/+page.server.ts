// One's own account: sessions that can be ended, and the second step of the sign-in.
import type { Problem } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { invalid, missing } from '#lib/form/refusal.ts';
import { field, refuse } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
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
  if (!own.ok) error(own.problem.status, problemWord(own.problem));
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
    if (one === undefined || one.createdAt !== field(form, 'createdAt')) return refuse('', CHANGED);
    const ended = await post(event, 'revoke-session', { token: one.token });
    return ended.ok ? DONE : refuse('', CHANGED);
  },
  async remove(event) {
    const id = field(await event.request.formData(), 'id');
    const removed = await post(event, 'passkey/delete-passkey', { id });
    if (removed.status === 403) return refuse('', shared());
    return removed.ok ? DONE : refuse('', CHANGED);
  },
  async begin(event) {
    const asked = await passwordOf(event);
    if ('refused' in asked) return asked.refused;
    const begun = await post(event, 'two-factor/enable', asked);
    if (!begun.ok) return refusedPassword(begun);
    const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await begun.json();
    return { secret: new URL(totpURI).searchParams.get('secret') ?? '', backupCodes };
  },
  async confirm(event) {
    const form = await event.request.formData();
    const [code, secret] = [field(form, 'code'), field(form, 'secret')];
    const done = await post(event, 'two-factor/verify-totp', { code });
    if (!done.ok)
      return refuse('confirm', about('code'), {
        typed: { code, secret },
        sentences: { code: m.portal_signin_code_wrong },
      });
    handCookies(done, event.cookies, event.url.protocol === 'https:');
    return DONE;
  },
  async stop(event) {
    const asked = await passwordOf(event);
    if ('refused' in asked) return asked.refused;
    const ended = await post(event, 'two-factor/disable', asked);
    if (!ended.ok) return refusedPassword(ended);
    handCookies(ended, event.cookies, event.url.protocol === 'https:');
    return DONE;
  },
};

const DONE = { done: true as const };
const CHANGED: Problem = { type: 'about:blank', title: '', status: 409, code: 'conflict' };

function shared(): Problem {
  return { type: 'about:blank', title: '', status: 403, code: 'shared', detail: m.portal_account_shared() };
}

/** The password is sent on and never back. */
async function passwordOf(event: RequestEvent) {
  const given = (await event.request.formData()).get('password');
  const password = typeof given === 'string' ? given : '';
  return password === ''
    ? { refused: refuse('second', invalid(missing({ password })), { typed: { password: '' } }) }
    : { password };
}

function refusedPassword({ status }: Response) {
  return status === 403
    ? refuse('second', shared())
    : refuse('second', about('password'), {
        typed: { password: '' },
        sentences: { password: m.portal_account_wrong_password },
      });
}

function about(path: string): Problem {
  return { ...invalid([{ path, message: 'wrong' }]), status: 401 };
}

function post({ fetch, request, url }: RequestEvent, name: string, body: object): Promise<Response> {
  const cookie = request.headers.get('cookie') ?? '';
  const headers = { 'content-type': 'application/json', origin: url.origin, cookie };
  return fetch(`/api/v1/auth/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
