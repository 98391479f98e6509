// A new campaign.
import { type Campaign, readWhole } from '@i-speed/spec';
import { redirect } from '@sveltejs/kit';
import { refuse, typedIn } from '#lib/form/refuse.ts';
import { href } from '#lib/href.ts';
import { ask } from '#lib/portal/ask.ts';
import { provinceNames } from '#lib/portal/places.ts';
import type { Actions, PageServerLoad } from './$types';

const TEXTS = [
  'name',
  'issuer',
  'place',
  'provinceCode',
  'letterNumber',
  'letterDate',
  'startsOn',
  'endsOn',
  'message',
];
const NUMBERS = ['firstDay', 'dueDay', 'target'];
const IN_ORDER = [...TEXTS.slice(0, -1), 'firstDay', 'dueDay', 'remindDays', 'target', 'message', 'unitCodes'];

export const load: PageServerLoad = async (event) => {
  const { person } = await event.parent();
  const own = new Set(person.grants.flatMap(({ provinceCode }) => provinceCode ?? []));
  const provinces = [...(await provinceNames(event))].map(([code, name]) => ({ code, name }));
  const isNational = own.size === 0;
  const listed = await ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns');
  // The latest of the same body: who it is, where it sits and its days seldom change.
  const last = (listed.ok ? listed.value.campaigns : []).find(({ provinceCode }) =>
    isNational ? provinceCode === undefined : provinceCode !== undefined && own.has(provinceCode),
  );
  return { isNational, last, provinces: isNational ? provinces : provinces.filter(({ code }) => own.has(code)) };
};

export const actions: Actions = {
  async default(event) {
    const typed: Readonly<Record<string, string>> = typedIn(await event.request.formData(), IN_ORDER);
    const given = (names: readonly string[]) =>
      names.flatMap((name) => (typed[name] ? [[name, typed[name]] as const] : []));
    const units = (typed.unitCodes ?? '').trim().toLowerCase();
    const codes = listOf(units);
    const draft = {
      ...Object.fromEntries(given(TEXTS)),
      ...Object.fromEntries(given(NUMBERS).map(([name, value]) => [name, readWhole(value)])),
      remindDays: listOf(typed.remindDays ?? '').map(readWhole),
      // Left empty it is everybody; what was typed and names nobody goes to the hub as it stands, which says so.
      ...(units !== '' && { unitCodes: codes.length > 0 ? codes : [units] }),
    };
    const made = await ask<Campaign>(event, '/api/v1/portal/campaigns', draft);
    if (!made.ok) return refuse('campaign', made.problem, { typed });
    redirect(303, href(`/quan-tri/dot/${made.value.id}/${made.value.currentMonth}`));
  },
};

/** What stands between commas and blanks. */
function listOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
