// People of the portal: their roles, where these hold, and the log of what they did.
import * as z from 'zod';
import { areaCode, slug } from '../units.ts';

/** The shortest password that is taken. */
export const LEAST_PASSWORD_SIGNS = 10;

export const ROLES = [
  'national-admin',
  'national-viewer',
  'province-manager',
  'unit-officer',
  'operator-engineer',
  'auditor',
] as const;
export const role = z.enum(ROLES);
export type Role = z.infer<typeof role>;

/** A role and where it holds: a manager has a province, an officer a unit, an engineer an operator, the others the whole country. */
export const grant = z.object({
  role,
  provinceCode: areaCode.optional(),
  unitCode: slug.optional(),
  operator: slug.optional(),
});
export type Grant = z.infer<typeof grant>;

/** What kind of place a role holds for; none for the whole country. */
export const PLACE_OF: Readonly<Partial<Record<Role, 'provinceCode' | 'unitCode' | 'operator'>>> = {
  'province-manager': 'provinceCode',
  'unit-officer': 'unitCode',
  'operator-engineer': 'operator',
};

/** A grant to be given: its role has a place where it needs one. */
export const newGrant = grant.check(({ value, issues }) => {
  const needed = PLACE_OF[value.role];
  if (needed === undefined || value[needed] !== undefined) return;
  const message = `the role ${value.role} needs it`;
  issues.push({ code: 'custom', input: value, path: [needed], message, params: { kind: 'missing' } });
});

export const portalPerson = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  grants: z.array(grant),
});
export type PortalPerson = z.infer<typeof portalPerson>;

export const auditEntry = z.object({
  at: z.iso.datetime(),
  person: z.string(),
  verb: z.string(),
  /** Codes and addresses, divided by slashes. */
  subject: z.string(),
  /** The same with names where there are any. */
  about: z.string(),
  provinceCode: areaCode.optional(),
  unitCode: slug.optional(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
