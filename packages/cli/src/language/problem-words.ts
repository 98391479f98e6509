// What a hub refuses, in the person's language: the hub itself speaks English.
import type { Fault, FaultKind } from '@i-speed/spec';
import type { MessageKey, Speech } from './language.ts';

const PROBLEM_KEYS: Readonly<Record<string, MessageKey>> = {
  'malformed-json': 'problemMalformedJson',
  'not-json': 'problemMalformedJson',
  'not-signed-in': 'problemNotSignedIn',
  forbidden: 'problemForbidden',
  'no-permission': 'problemNoPermission',
  'not-found': 'problemNotFound',
  conflict: 'problemConflict',
  'too-large': 'problemTooLarge',
  invalid: 'problemInvalid',
  'rate-limited': 'problemRateLimited',
  internal: 'problemInternal',
  'storage-unavailable': 'problemUnavailable',
  overloaded: 'problemUnavailable',
  draining: 'problemUnavailable',
};

/** Kinds that are the portal's alone have no words here. */
const FAULT_KEYS: Readonly<Partial<Record<FaultKind, MessageKey>>> = {
  missing: 'faultMissing',
  form: 'faultForm',
  unknown: 'faultUnknown',
  'too-small': 'faultTooSmall',
  'too-large': 'faultTooLarge',
  'too-short': 'faultTooShort',
  'too-long': 'faultTooLong',
  'in-future': 'faultInFuture',
};

interface Told {
  readonly code?: string | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
}

/** Why the hub said no: in English its own sentence, else ours with its own behind it. A code that is not known leaves the hub's. */
export function describeProblem({ code, title, detail }: Told, speech: Speech): string {
  const told = detail ?? title ?? '';
  const key = PROBLEM_KEYS[code ?? ''];
  if (speech.language === 'en' || key === undefined) return told;
  return told === '' ? speech.say(key) : `${speech.say(key)} (${told})`;
}

/** One fault, told as the problem itself is. */
export function describeFault({ path, message, kind, limit }: Fault, speech: Speech): string {
  const key = kind && FAULT_KEYS[kind];
  if (speech.language === 'en' || key === undefined) return `${path}: ${message}`;
  return `${path}: ${speech.say(key, limit === undefined ? {} : { limit })} (${message})`;
}
