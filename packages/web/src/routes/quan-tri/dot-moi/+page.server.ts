// A new campaign.
import type { Campaign } from '@i-speed/spec';
import { fail, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  async default(event) {
    const form = await event.request.formData();
    const given = Object.fromEntries(
      ['name', 'issuer', 'place', 'provinceCode', 'letterNumber', 'letterDate', 'startsOn', 'endsOn', 'message']
        .map((name) => [name, field(form, name)])
        .filter(([, value]) => value !== ''),
    );
    const numbers = Object.fromEntries(
      ['firstDay', 'dueDay', 'target'].map((name) => [name, Number(field(form, name))]),
    );
    const days = field(form, 'remindDays');
    const remindDays = days
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    const draft = { ...given, ...numbers, remindDays };
    const made = await ask<Campaign>(event, '/api/v1/portal/campaigns', draft);
    if (!made.ok)
      return fail(made.problem.status, { given: { ...given, remindDays: days }, fault: problemText(made.problem) });
    redirect(303, href(`/quan-tri/dot/${made.value.id}/${made.value.currentMonth}`));
  },
};
