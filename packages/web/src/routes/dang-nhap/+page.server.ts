// Sign-in by a form: password first, the code of the authenticator where one is set; sign-out.
import type { Role } from '@i-speed/spec';
import { fail, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { ask, field } from '#lib/portal/ask.ts';
import { handCookies } from '#lib/portal/session.ts';
import type { Actions, PageServerLoad } from './$types';

interface DemoSignIn {
  name: string;
  email: string;
  password: string;
  role: Role;
}

export const load: PageServerLoad = async (event) => {
  const system = await ask<{ demoSignIns?: DemoSignIn[] }>(event, '/api/v1/system');
  const demo = system.ok ? (system.value.demoSignIns ?? []) : [];
  const given = event.url.searchParams;
  return { next: safeNext(given.get('next')), isPasswordSet: given.has('dat-mat-khau'), demo };
};

export const actions: Actions = {
  async enter({ request, fetch, url, cookies }) {
    const form = await request.formData();
    const email = field(form, 'email');
    const answer = await fetch('/api/v1/auth/sign-in/email', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url.origin,
        // The list of sessions tells people from which of their devices each one is.
        'user-agent': request.headers.get('user-agent') ?? '',
      },
      body: JSON.stringify({ email, password: form.get('password') }),
    });
    if (answer.status === 429) return fail(429, { email, fault: 'locked' as const });
    if (!answer.ok) return fail(401, { email, fault: 'wrong' as const });
    handCookies(answer, cookies, url.protocol === 'https:');
    if (needsCode(await answer.json())) return { email, step: 'code' as const };
    redirect(303, safeNext(field(form, 'next')));
  },
  async code({ request, fetch, url, cookies }) {
    const form = await request.formData();
    const answer = await fetch('/api/v1/auth/two-factor/verify-totp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url.origin,
        cookie: request.headers.get('cookie') ?? '',
      },
      body: JSON.stringify({ code: field(form, 'code') }),
    });
    if (!answer.ok) return fail(401, { step: 'code' as const, fault: 'code' as const });
    handCookies(answer, cookies, url.protocol === 'https:');
    redirect(303, safeNext(field(form, 'next')));
  },
  async leave({ request, fetch, url, cookies }) {
    const answer = await fetch('/api/v1/auth/sign-out', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url.origin,
        cookie: request.headers.get('cookie') ?? '',
      },
      body: '{}',
    });
    handCookies(answer, cookies, url.protocol === 'https:');
    redirect(303, href('/dang-nhap'));
  },
};

/** A path of this site, never another's. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : href('/quan-tri');
}

function needsCode(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'twoFactorRedirect' in body && body.twoFactorRedirect === true;
}
