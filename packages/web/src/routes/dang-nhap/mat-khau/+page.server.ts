// Sets the password by the token of an invitation or a reset.
import { fail, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { field } from '#lib/portal/ask.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ token: url.searchParams.get('token') ?? '' });

export const actions: Actions = {
  async default({ request, fetch, url }) {
    const form = await request.formData();
    const token = field(form, 'token');
    if (form.get('password') !== form.get('again')) return fail(422, { fault: 'differs' as const });
    const answer = await fetch('/api/v1/auth/reset-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.origin },
      body: JSON.stringify({ token, newPassword: form.get('password') }),
    });
    if (!answer.ok) return fail(422, { fault: 'refused' as const });
    redirect(303, `${href('/dang-nhap')}?dat-mat-khau`);
  },
};
