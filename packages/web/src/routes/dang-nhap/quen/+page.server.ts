// A forgotten password: the link comes by mail; the answer is the same whether the address is known or not.

import { invalid, missing } from '#lib/form/refusal.ts';
import { field, refuse } from '#lib/form/refuse.ts';
import { href } from '#lib/href.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions } from './$types';

export const actions: Actions = {
  async default({ request, fetch, url }) {
    const typed = { email: field(await request.formData(), 'email') };
    const absent = missing(typed);
    if (absent.length > 0) return refuse('forgot', invalid(absent), { typed });
    const answer = await fetch('/api/v1/auth/request-password-reset', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.origin },
      body: JSON.stringify({ ...typed, redirectTo: href('/dang-nhap/mat-khau') }),
    });
    if (answer.ok) return { done: m.portal_forgot_sent() };
    const wrong = answer.status === 400 ? invalid([{ path: 'email', message: 'no address', kind: 'form' }]) : WAIT;
    return refuse('forgot', wrong, { typed });
  },
};

const WAIT = { type: 'about:blank', title: '', status: 429, code: 'rate-limited' };
