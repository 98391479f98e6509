// The portal's pages ask the public API as the person who looks: the same routes, with the person's own cookie.
import type { FaultKind, Problem } from '@i-speed/spec';
import { type RequestEvent, redirect } from '@sveltejs/kit';
import { countText } from '#lib/format/number.ts';
import { href } from '#lib/href.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

export type Asked<T> = { ok: true; value: T } | { ok: false; problem: Problem };
type Asking = Pick<RequestEvent, 'fetch' | 'request' | 'url'>;

/** Asks or, with a body, posts (text goes as CSV). Who is not signed in is led to the sign-in page and back. `T` is the answer's shape in the API's document. */
export async function ask<T>({ fetch, request, url }: Asking, path: string, body?: unknown): Promise<Asked<T>> {
  const answer = await fetch(path, {
    headers: {
      cookie: request.headers.get('cookie') ?? '',
      origin: url.origin,
      'accept-language': getLocale(),
      ...(body !== undefined && { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
    },
    ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (answer.status === 401)
    redirect(303, `${href('/dang-nhap')}?next=${encodeURIComponent(url.pathname + url.search)}`);
  return answer.ok
    ? { ok: true, value: await asShape<T>(answer) }
    : { ok: false, problem: await asShape<Problem>(answer) };
}

/** What the fields of a form are called, by the last part of their path. */
export type FieldWords = Readonly<Record<string, () => string>>;

/** A problem in the reader's own words, with every fault the hub found; of a field that is named in `fields`, by its name. */
export function problemText({ code, detail, faults = [] }: Problem, fields: FieldWords = {}): string {
  const known: Record<string, string> = {
    forbidden: m.portal_forbidden(),
    conflict: m.portal_conflict(),
    'not-found': m.portal_not_found(),
    'rate-limited': m.portal_wait(),
    'too-large': m.portal_too_large(),
    invalid: m.portal_invalid(),
  };
  const listed = faults.map(({ path, message, kind, given, limit = 0 }) => {
    const line = /^line (\d+)$/.exec(path)?.[1];
    if (line !== undefined) return `${m.portal_line({ n: line })}: ${message}`;
    const what = given === undefined ? '' : ` ${given}`;
    const name = /(\w+)(\[\d+\])*$/.exec(path)?.[1] ?? '';
    const word = fields[name];
    return word === undefined
      ? `${path}: ${message}`
      : `${word()}${what}: ${kind === undefined ? m.portal_bad_field() : wordOf(kind, name, limit)}`;
  });
  return [known[code] ?? detail ?? code, ...new Set(listed)].join('\n');
}

const KINDS: Readonly<Record<FaultKind, (given: { n: string }) => string>> = {
  missing: () => m.fault_missing(),
  'too-short': m.fault_too_short,
  'too-long': m.fault_too_long,
  'too-small': m.fault_too_small,
  'too-large': m.fault_too_large,
  form: () => m.fault_form(),
  unknown: () => m.fault_unknown(),
  'in-future': () => m.fault_in_future(),
  'before-start': () => m.fault_before_start(),
  'more-than-all': () => m.fault_more_than_all(),
  consolidated: () => m.fault_consolidated(),
};

/** What is wrong and how to mend it: what is not in the right form is told what the right one is. */
function wordOf(kind: FaultKind, name: string, limit: number): string {
  return (kind === 'form' ? FORMS[name] : undefined)?.() ?? KINDS[kind]({ n: countText(limit) });
}

/** The right form of a field by its name. */
const FORMS: FieldWords = {
  ...Object.fromEntries(
    ['quantity', 'to', 'target', 'firstDay', 'dueDay', 'remindDays'].map((name) => [name, m.fault_form_whole]),
  ),
  ...Object.fromEntries(['startsOn', 'endsOn', 'letterDate', 'happenedOn'].map((name) => [name, m.fault_form_day])),
  ...Object.fromEntries(['unitCode', 'provinceCode', 'operator'].map((name) => [name, m.fault_form_place])),
  link: m.fault_form_link,
  email: m.fault_form_email,
};

/** The text of a form's field; '' where it is none. */
export function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Guarantee: the hub answers by the schema of its own document. */
async function asShape<T>(answer: Response): Promise<T> {
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
