// Printed material and other work of a campaign: seen, asked for, entered, taken back.
import { type Campaign, type PrintRequest, readWhole, type Unit, type WorkResult } from '@i-speed/spec';
import { error, fail } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { ask, field, problemText } from '#lib/portal/ask.ts';
import { codeOf } from '#lib/portal/places.ts';
import { chosenFile, upload } from '#lib/portal/upload.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** So many units are offered by name; the code of any other can be typed. */
const MOST_OFFERED = 500;

export const load: PageServerLoad = async (event) => {
  const [prints, results, units, campaigns] = await Promise.all([
    ask<{ prints: PrintRequest[] }>(event, `${base(event)}/prints`),
    ask<{ results: WorkResult[] }>(event, `${base(event)}/results`),
    ask<{ units: Unit[] }>(event, `/api/v1/portal/units?limit=${MOST_OFFERED}`),
    ask<{ campaigns: Campaign[] }>(event, '/api/v1/portal/campaigns'),
  ]);
  for (const asked of [prints, results, units, campaigns])
    if (!asked.ok) error(asked.problem.status, problemText(asked.problem));
  if (!prints.ok || !results.ok || !units.ok || !campaigns.ok) error(500);
  const campaign = campaigns.value.campaigns.find(({ id }) => id === event.params.id);
  if (campaign === undefined) error(404);
  return {
    campaign,
    prints: prints.value.prints,
    results: results.value.results,
    units: units.value.units.map(({ code, name }) => ({ code, name })),
  };
};

const FIELDS = {
  unitCode: m.work_unit,
  happenedOn: m.work_day,
  quantity: m.work_quantity,
  title: m.work_what,
  link: m.work_link,
  file: m.work_file,
  fileId: m.work_file,
  evidence: m.work_proof,
  address: m.work_address,
  note: m.portal_note,
  reason: m.portal_reason,
};

export const actions: Actions = {
  print: (event) => send(event, 'prints', ['unitCode', 'kind', 'quantity', 'address', 'note']),
  result: (event) =>
    send(event, 'results', ['unitCode', 'kind', 'happenedOn', 'quantity', 'title', 'link', 'evidence']),
  async step(event) {
    const form = await event.request.formData();
    const answer = field(form, 'answer');
    const body = { state: field(form, 'state'), ...(answer !== '' && { answer }) };
    return tell(
      'steps',
      { id: field(form, 'id'), answer },
      await ask(event, `${base(event)}/prints/${field(form, 'id')}/steps`, body),
    );
  },
  async receipt(event) {
    const id = field(await event.request.formData(), 'id');
    return tell('steps', {}, await ask(event, `${base(event)}/prints/${id}/receipt`, {}));
  },
  async withdraw(event) {
    const form = await event.request.formData();
    const [id, reason] = [field(form, 'id'), field(form, 'reason')];
    return tell('withdraw', { id, reason }, await ask(event, `${base(event)}/results/${id}/withdrawal`, { reason }));
  },
};

async function send(event: RequestEvent, what: 'prints' | 'results', names: readonly string[]) {
  const form = await event.request.formData();
  const kept = Object.fromEntries(names.map((name) => [name, field(form, name)]));
  const given = Object.entries(kept).filter(([, value]) => value !== '');
  const body: Record<string, unknown> = {
    ...Object.fromEntries(given),
    ...(kept.quantity !== '' && { quantity: readWhole(kept.quantity ?? '') }),
  };
  if (kept.unitCode !== '') body.unitCode = codeOf(await unitsOffered(event), kept.unitCode ?? '');
  const file = chosenFile(form, 'file');
  if (file !== undefined) {
    const sent = await upload(event, `${base(event)}/evidence`, file, { unitCode: String(body.unitCode ?? '') });
    if (!sent.ok) return tell(what, kept, sent);
    body.fileId = sent.value.id;
  }
  return tell(what, kept, await ask(event, `${base(event)}/${what}`, body));
}

/** Those that the form offers, by name. */
async function unitsOffered(event: RequestEvent): Promise<Unit[]> {
  const units = await ask<{ units: Unit[] }>(event, `/api/v1/portal/units?limit=${MOST_OFFERED}`);
  return units.ok ? units.value.units : [];
}

function tell(of: string, kept: Record<string, string>, asked: Awaited<ReturnType<typeof ask>>) {
  return asked.ok
    ? { done: true as const }
    : fail(asked.problem.status, { of, kept, fault: problemText(asked.problem, FIELDS) });
}

function base({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/campaigns/${params.id}`;
}
