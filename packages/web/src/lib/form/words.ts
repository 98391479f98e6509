// A fault that the hub found, in the reader's words: what is wrong and how to mend it.
import type { Fault, FaultKind, Problem } from '@i-speed/spec';
import { countText } from '#lib/format/number.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a problem means, without its faults. */
export function problemWord({ code, detail }: Problem): string {
  const known: Record<string, string> = {
    forbidden: m.portal_forbidden(),
    conflict: m.portal_conflict(),
    'not-found': m.portal_not_found(),
    'rate-limited': m.portal_wait(),
    'too-large': m.portal_too_large(),
    invalid: m.portal_invalid(),
  };
  return known[code] ?? detail ?? code;
}

/** The last word of a fault's path: the field of the request that it is about. */
export function nameOf({ path }: Pick<Fault, 'path'>): string {
  return /(\w+)(\[\d+\])*$/.exec(path)?.[1] ?? '';
}

/** A sentence to stand beside the field. */
export function faultText(fault: Fault): string {
  const { kind, limit = 0, given } = fault;
  const word = kind === undefined ? m.portal_bad_field() : wordOf(kind, nameOf(fault), limit);
  return given === undefined ? `${word.charAt(0).toLocaleUpperCase('vi')}${word.slice(1)}.` : `${given}: ${word}.`;
}

/** A line about what belongs to no field of the form. */
export function strayText({ path, message }: Fault): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  return `${line === undefined ? path : m.portal_line({ n: line })}: ${message}`;
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

/** What is not in the right form is told what the right one is. */
function wordOf(kind: FaultKind, name: string, limit: number): string {
  return (kind === 'form' ? FORMS[name] : undefined)?.() ?? KINDS[kind]({ n: countText(limit) });
}

/** The right form of a field by its name. */
const FORMS: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    ['quantity', 'to', 'target', 'firstDay', 'dueDay', 'remindDays'].map((name) => [name, m.fault_form_whole]),
  ),
  ...Object.fromEntries(
    ['startsOn', 'endsOn', 'letterDate', 'happenedOn', 'on'].map((name) => [name, m.fault_form_day]),
  ),
  ...Object.fromEntries(
    ['unitCode', 'unitCodes', 'provinceCode', 'operator', 'into'].map((name) => [name, m.fault_form_place]),
  ),
  link: m.fault_form_link,
  email: m.fault_form_email,
  file: m.fault_form_file,
};
