// Who may do what: the one table of rights, and the one function that asks it.
import type { Grant, Role } from '@i-speed/spec';
import { ProblemError } from '../problem.ts';

/** How far a role's right reaches: everywhere, or only within the province, unit or operator of the grant. */
type Reach = 'country' | 'province' | 'unit' | 'operator';

const EVERYONE_READS = {
  'national-admin': 'country',
  'national-viewer': 'country',
  'province-manager': 'province',
  auditor: 'country',
} as const;
const LEADERS = { 'national-admin': 'country', 'province-manager': 'province' } as const;

/** Every right, with the roles that have it; a role that is not named has not. */
export const POLICY = {
  'person.read-self': {
    ...EVERYONE_READS,
    'unit-officer': 'unit',
    'operator-engineer': 'operator',
  },
  'person.list': { 'national-admin': 'country', auditor: 'country', 'province-manager': 'province' },
  'person.invite': LEADERS,
  'unit.read': { ...EVERYONE_READS, 'unit-officer': 'unit' },
  'unit.write': LEADERS,
  'campaign.read': { ...EVERYONE_READS, 'unit-officer': 'unit' },
  'campaign.write': LEADERS,
  'report.read': { ...EVERYONE_READS, 'unit-officer': 'unit' },
  'report.write': { ...LEADERS, 'unit-officer': 'unit' },
  'report.review': LEADERS,
  'report.export': EVERYONE_READS,
  'nation.read': EVERYONE_READS,
  'nation.export': { 'national-admin': 'country', 'national-viewer': 'country', auditor: 'country' },
  'nation.watch': { 'national-admin': 'country', 'national-viewer': 'country', auditor: 'country' },
  'nation.review': { 'national-admin': 'country' },
  'reminder.read': EVERYONE_READS,
  'reminder.send': LEADERS,
  'voice.read': { ...EVERYONE_READS, 'operator-engineer': 'operator' },
  'voice.handle': { ...LEADERS, 'operator-engineer': 'operator' },
  'audit.read': { 'national-admin': 'country', auditor: 'country', 'province-manager': 'province' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Right = keyof typeof POLICY;

/** What is touched; absent fields: the thing belongs to no province, unit or operator. */
export interface Scope {
  readonly provinceCode?: string | undefined;
  readonly unitCode?: string | undefined;
  readonly operator?: string | undefined;
}

/** Whether one of the grants gives the right over the thing. */
export function mayDo(grants: readonly Grant[], right: Right, scope: Scope): boolean {
  const reaches: Partial<Record<Role, Reach>> = POLICY[right];
  return grants.some((grant) => {
    const reach = reaches[grant.role];
    if (reach === 'country') return true;
    const field = reach && FIELD[reach];
    return field !== undefined && grant[field] !== undefined && grant[field] === scope[field];
  });
}

/** Where the grants give the right: everywhere (undefined), or in these provinces, units and networks. */
export function reachOf(grants: readonly Grant[], right: Right): Reached | undefined {
  const reaches: Partial<Record<Role, Reach>> = POLICY[right];
  if (grants.some(({ role }) => reaches[role] === 'country')) return undefined;
  const within = (reach: keyof typeof FIELD) =>
    grants.flatMap((grant) => (reaches[grant.role] === reach ? (grant[FIELD[reach]] ?? []) : []));
  return { provinceCodes: within('province'), unitCodes: within('unit'), operators: within('operator') };
}

export interface Reached {
  readonly provinceCodes: readonly string[];
  readonly unitCodes: readonly string[];
  readonly operators: readonly string[];
}

const FIELD = { province: 'provinceCode', unit: 'unitCode', operator: 'operator' } as const;

/** Throws ProblemError `forbidden` where mayDo says no. */
export function demand(grants: readonly Grant[], right: Right, scope: Scope): void {
  if (!mayDo(grants, right, scope)) throw new ProblemError('forbidden', `the right ${right} is missing here`);
}

/** For lists, which show each their own: throws ProblemError `forbidden` where none of the grants gives the right over anything. */
export function demandAnywhere(grants: readonly Grant[], right: Right): void {
  const reaches: Partial<Record<Role, Reach>> = POLICY[right];
  if (!grants.some(({ role }) => reaches[role] !== undefined))
    throw new ProblemError('forbidden', `the right ${right} is missing`);
}
