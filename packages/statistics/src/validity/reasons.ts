// Why a measurement does not enter statistics: the closed list, and whether the reason is a fault or an abuse.
import type { ValidityReason } from '@i-speed/spec';

/** 'quality': something went wrong; 'abuse': someone or something pretends. Both keep a measurement out of statistics. */
export type ReasonKind = 'quality' | 'abuse';

const KINDS = {
  'impossible-value': 'quality',
  'clock-off': 'quality',
  'receipt-missing': 'quality',
  'receipt-invalid': 'abuse',
  'receipt-disagrees': 'quality',
  'too-short': 'quality',
  'hosting-network': 'quality',
  abroad: 'quality',
  'position-contradicts-network': 'abuse',
  'technology-ceiling': 'quality',
  failed: 'quality',
  aborted: 'quality',
  'scripted-pace': 'abuse',
  'repeated-position': 'abuse',
  'implied-speed': 'abuse',
  'shared-device-burst': 'abuse',
  'foreign-client': 'quality',
  'device-limited': 'quality',
  ticketless: 'quality',
} as const satisfies Record<ValidityReason, ReasonKind>;

/** All reasons of spec's closed list, in the order in which they are listed; each has its section in docs/method/validity.md. */
export const VALIDITY_REASONS: readonly ValidityReason[] = keysOf(KINDS);

export function kindOf(reason: ValidityReason): ReasonKind {
  return KINDS[reason];
}

/** True for reasons that a quota invites; such measurements count in participation at most once per reason and device. */
export function isAbuse(reason: ValidityReason): boolean {
  return KINDS[reason] === 'abuse';
}

/** Guarantee: the object is a literal, so its own keys are exactly those of its type. */
function keysOf<T extends object>(literal: T): (keyof T)[] {
  return Object.keys(literal) as (keyof T)[];
}
