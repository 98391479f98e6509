// A new campaign.
import { type Campaign, readWhole } from '@i-speed/spec';
import { fail, redirect } from '@sveltejs/kit';
import { href } from '#lib/href.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import { provinceNames } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

const FIELDS = {
  name: m.portal_campaign_name,
  issuer: m.portal_campaign_issuer,
  place: m.portal_campaign_place,
  provinceCode: m.group_province,
  letterNumber: m.portal_letter_number,
  letterDate: m.portal_letter_date,
  startsOn: m.portal_starts,
  endsOn: m.portal_ends,
  firstDay: m.portal_first_day,
  dueDay: m.portal_due_day,
  remindDays: m.portal_remind_days,
  target: m.portal_target,
  message: m.portal_campaign_message,
  unitCodes: m.portal_campaign_units,
};

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const own = new Set(person.grants.flatMap(({ provinceCode }) => provinceCode ?? []));
  const provinces = [...(await provinceNames(event))].map(([code, name]) => ({ code, name }));
  const isNational = own.size === 0;
  return { isNational, provinces: isNational ? provinces : provinces.filter(({ code }) => own.has(code)) };
};

export const actions: Actions = {
  async default(event) {
    const form = await event.request.formData();
    const given = Object.fromEntries(
      ['name', 'issuer', 'place', 'provinceCode', 'letterNumber', 'letterDate', 'startsOn', 'endsOn', 'message']
        .map((name) => [name, field(form, name)])
        .filter(([, value]) => value !== ''),
    );
    const numbers = Object.fromEntries(
      ['firstDay', 'dueDay', 'target']
        .map((name) => [name, field(form, name)] as const)
        .filter(([, value]) => value !== ''),
    );
    const days = field(form, 'remindDays');
    const codes = field(form, 'unitCodes').toLowerCase();
    const draft = {
      ...given,
      ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, readWhole(value)])),
      remindDays: listOf(days).map(readWhole),
      ...(codes !== '' && { unitCodes: listOf(codes) }),
    };
    const made = await ask<Campaign>(event, '/api/v1/portal/campaigns', draft);
    if (!made.ok) {
      const kept = { ...given, ...numbers, remindDays: days, unitCodes: codes };
      return fail(made.problem.status, { given: kept, fault: problemText(made.problem, FIELDS) });
    }
    redirect(303, href(`/quan-tri/dot/${made.value.id}/${made.value.currentMonth}`));
  },
};

/** What stands between commas and blanks. */
function listOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
