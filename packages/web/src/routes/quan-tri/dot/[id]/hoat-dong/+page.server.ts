// Printed material and other work of a campaign: seen, asked for, entered, taken back.
import { type Campaign, type PrintRequest, readWhole, type Unit, type WorkResult } from '@i-speed/spec';
import { error } from '@sveltejs/kit';
import { field, refuse, typedIn } from '#lib/form/refuse.ts';
import { problemWord } from '#lib/form/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { ask } from '#lib/portal/ask.ts';
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
    if (!asked.ok) error(asked.problem.status, problemWord(asked.problem));
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

export const actions: Actions = {
  print: (event) => send(event, 'prints', ['unitCode', 'kind', 'quantity', 'address', 'note']),
  result: (event) =>
    send(event, 'results', [
      'unitCode',
      'kind',
      'happenedOn',
      'quantity',
      'title',
      'link',
      'file',
      'fileId',
      'fileName',
      'evidence',
    ]),
  async step(event) {
    const form = await event.request.formData();
    const [id, state] = [field(form, 'id'), field(form, 'state')];
    const typed = typedIn(form, ['answer']);
    const body = { state, ...(typed.answer !== '' && typed) };
    return tell(`step-${id}`, typed, await ask(event, `${base(event)}/prints/${id}/steps`, body));
  },
  async receipt(event) {
    const id = field(await event.request.formData(), 'id');
    return tell('', {}, await ask(event, `${base(event)}/prints/${id}/receipt`, {}));
  },
  async withdraw(event) {
    const form = await event.request.formData();
    const id = field(form, 'id');
    const typed = typedIn(form, ['reason']);
    return tell(`withdraw-${id}`, typed, await ask(event, `${base(event)}/results/${id}/withdrawal`, typed));
  },
};

async function send(event: RequestEvent, what: 'prints' | 'results', names: readonly string[]) {
  const form = await event.request.formData();
  const typed = typedIn(form, names);
  const { file: _, fileName: __, quantity = '', unitCode = '', fileId = '', ...texts } = typed;
  const body: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== '')),
    ...(quantity !== '' && { quantity: readWhole(quantity) }),
    ...(unitCode !== '' && { unitCode: codeOf(await unitsOffered(event), unitCode) }),
    ...(fileId !== '' && { fileId: Number(fileId) }),
  };
  const file = chosenFile(form, 'file');
  if (file !== undefined && unitCode !== '') {
    const sent = await upload(event, `${base(event)}/evidence`, file, { unitCode: String(body.unitCode) });
    if (!sent.ok) return tell(what, typed, sent);
    body.fileId = sent.value.id;
    // It is there: if the rest is refused it need not be chosen once more.
    Object.assign(typed, { fileId: String(sent.value.id), fileName: sent.value.name });
  }
  const asked = await ask(event, `${base(event)}/${what}`, body);
  const isTwice = what === 'results' && !asked.ok && asked.problem.code === 'conflict';
  return tell(
    what,
    typed,
    isTwice ? { ok: false, problem: { ...asked.problem, code: 'twice', detail: m.work_twice() } } : asked,
  );
}

/** Those that the form offers, by name. */
async function unitsOffered(event: RequestEvent): Promise<Unit[]> {
  const units = await ask<{ units: Unit[] }>(event, `/api/v1/portal/units?limit=${MOST_OFFERED}`);
  return units.ok ? units.value.units : [];
}

function tell(of: string, typed: Record<string, string>, asked: Awaited<ReturnType<typeof ask>>) {
  if (asked.ok) return { done: true as const };
  const { problem } = asked;
  const about = problem.code === 'too-large' ? 'file' : problem.code === 'not-found' ? 'unitCode' : '';
  const faults = about in typed ? [{ path: about, message: problem.code, kind: 'unknown' as const }] : problem.faults;
  const lacksProof = faults?.some(({ path, kind }) => path === 'evidence' && kind === 'missing');
  const sentences = {
    ...(about === 'file' && { file: m.portal_too_large }),
    ...(lacksProof && { evidence: m.work_proof_missing }),
  };
  const told = { ...problem, ...(faults && { faults }) };
  return refuse(of, told, { typed, fieldOf: { fileId: 'file' }, sentences });
}

function base({ params }: Pick<RequestEvent, 'params'>): string {
  return `/api/v1/portal/campaigns/${params.id}`;
}
