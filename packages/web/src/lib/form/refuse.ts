// A form's fields as they came, and the answer of an action that refuses them.
import type { Problem } from '@i-speed/spec';
import { fail } from '@sveltejs/kit';
import { refusalOf, type Sent } from './refusal.ts';

/** The text of a form's field, without signs that come with pasted text and are no text; '' where it is none. */
export function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll(/(?![\t\r\n])\p{Cc}/gu, '').trim() : '';
}

/** The texts of a form's fields, in the order of `names`. */
export function typedIn<Name extends string>(form: FormData, names: readonly Name[]): Record<Name, string> {
  return asRecord(names, Object.fromEntries(names.map((name) => [name, field(form, name)])));
}

/** What an action gives where the hub, or the page itself, took the form `of` not; '' for a button alone. */
export function refuse(of: string, problem: Problem, sent?: Sent) {
  return fail(problem.status, { refused: refusalOf(of, problem, sent) });
}

/** Guarantee: the record was made of these very names. */
function asRecord<Name extends string>(_: readonly Name[], record: Record<string, string>): Record<Name, string> {
  return record as Record<Name, string>;
}
