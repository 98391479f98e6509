// A forgotten password: the link comes by mail; the answer is the same whether the address is known or not.
import { fail } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { field } from '#lib/portal/ask.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  async default({ request, fetch, url }) {
    const email = field(await request.formData(), 'email');
    const answer = await fetch('/api/v1/auth/request-password-reset', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url.origin },
      body: JSON.stringify({ email, redirectTo: href('/dang-nhap/mat-khau') }),
    });
    return answer.ok ? { isSent: true } : fail(answer.status, { isSent: false });
  },
};
