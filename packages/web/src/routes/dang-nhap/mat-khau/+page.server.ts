// Sets the password by the token of an invitation or a reset.
import type { Fault } from '@i-speed/spec';
import { redirect } from '@sveltejs/kit';
import { invalid } from '#lib/form/refusal.ts';
import { field, refuse } from '#lib/form/refuse.ts';
import { href } from '#lib/href.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

/** As the hub's own rule says. */
const LEAST = 10;
/** Neither password is sent back. */
const typed = { password: '', again: '' };

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  async default({ request, fetch, url }) {
    const form = await request.formData();
    const [token, password, again] = [field(form, 'token'), form.get('password'), form.get('again')];
    const faults: Fault[] = [];
    if (typeof password !== 'string' || password.length < LEAST)
      faults.push({ path: 'password', message: 'too short', kind: 'too-short', limit: LEAST });
    if (password !== again) faults.push({ path: 'again', message: 'differs' });
    const sentences = { again: m.portal_password_differs };
    if (faults.length > 0) return refuse('password', invalid(faults), { typed, sentences });
    const answer = await fetch('/api/v1/auth/reset-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.origin },
      body: JSON.stringify({ token, newPassword: password }),
    });
    if (!answer.ok) return refuse('password', { ...EXPIRED, detail: m.portal_password_refused() });
    redirect(303, `${href('/dang-nhap')}?dat-mat-khau`);
  },
};

const EXPIRED = { type: 'about:blank', title: '', status: 422, code: 'token' };
