// Sign-in by a form: password first, the code of the authenticator where one is set; sign-out.
import type { Problem, Role } from '@i-speed/spec';
import { redirect } from '@sveltejs/kit';
import { invalid, missing } from '#lib/form/refusal.ts';
import { field, refuse } from '#lib/form/refuse.ts';
import { href } from '#lib/href.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
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
  const isPasswordSet = given.has('dat-mat-khau');
  return { next: safeNext(given.get('next')), isPasswordSet, isUnsent: given.has('het-phien'), demo };
};

export const actions: Actions = {
  async enter({ request, fetch, url, cookies }) {
    const form = await request.formData();
    const [email, password] = [field(form, 'email'), form.get('password')];
    const typed = { email, password: '' };
    const absent = missing({ email, password: typeof password === 'string' ? password : '' });
    if (absent.length > 0) return refuse('enter', invalid(absent), { typed });
    const answer = await fetch('/api/v1/auth/sign-in/email', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url.origin,
        // The list of sessions tells people from which of their devices each one is.
        'user-agent': request.headers.get('user-agent') ?? '',
      },
      body: JSON.stringify({ email, password }),
    });
    if (answer.status === 429) return refuse('enter', said(429, m.portal_signin_locked()), { typed });
    // Which of the two is wrong is nobody's to know.
    if (!answer.ok) return refuse('enter', said(401, m.portal_signin_wrong()), { typed });
    handCookies(answer, cookies, url.protocol === 'https:');
    if (needsCode(await answer.json())) return { step: 'code' as const };
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
    if (!answer.ok) {
      const wrong = { path: 'code', message: 'wrong' };
      const sentences = { code: m.portal_signin_code_wrong };
      return refuse('code', invalid([wrong]), { typed: { code: field(form, 'code') }, sentences });
    }
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

function said(status: number, detail: string): Problem {
  return { type: 'about:blank', title: '', status, code: 'sign-in', detail };
}

/** A path of this site, never another's: browsers leave tabs out and take two strokes of either kind for a host. */
function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : href('/quan-tri');
}

function needsCode(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'twoFactorRedirect' in body && body.twoFactorRedirect === true;
}
