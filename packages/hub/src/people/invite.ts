// Who comes in and who leaves: people invited to roles that are the inviter's to give, helped with a new link, taken out.
import type { Reference } from '@i-speed/reference';
import { type Fault, type FaultKind, type Grant, PLACE_OF, type PortalPerson } from '@i-speed/spec';
import type { SendMail } from '../job/mail.ts';
import { ProblemError } from '../problem.ts';
import { eq, inArray } from '../store/drizzle.ts';
import { authUsers } from '../store/people-schema.ts';
import { units } from '../store/portal-schema.ts';
import type { UnitDesk } from '../unit/open-unit.ts';
import { writeAudit } from './audit.ts';
import { LINK_LIFE_DAYS } from './auth.ts';
import { isShared } from './demo-people.ts';
import type { NewPerson, People, Transaction } from './people.ts';
import { demandAnywhere, mayDo, type Scope } from './policy.ts';

export interface InviteDesk {
  readonly people: People;
  readonly desk: Pick<UnitDesk, 'database' | 'clock'>;
  readonly reference: Pick<Reference, 'provinceByCode' | 'operatorById' | 'currentEdition'>;
  /** True where some accounts belong to everyone. */
  readonly isDemo: boolean;
  /** Absent where no mail server is set. */
  readonly sendMail?: SendMail;
}

/** What the inviter is told; the link is absent where a mail server took it. */
export interface Invitation {
  readonly person: PortalPerson;
  readonly link?: string;
}

/** Makes the person and sends the link that sets the password. Throws ProblemError `forbidden`, `invalid`, `conflict`. */
export async function invitePerson(
  parts: InviteDesk,
  inviter: PortalPerson,
  asked: NewPerson,
  origin: string,
): Promise<Invitation> {
  demandAnywhere(inviter.grants, 'person.invite');
  const placed = await placeGrants(parts.desk, asked.grants);
  const faults = placed.flatMap((one, i) => placeFaults(parts.reference, one, `grants[${i}]`));
  if (faults.length > 0) throw new ProblemError('invalid', 'a role holds for a place of its kind', { faults });
  demandToGive(inviter, placed);
  const person = await parts.people.create(asked, (transaction, made) =>
    note(transaction, parts.desk, inviter, 'person.invite', made, placed),
  );
  return sendLink(parts, person, origin, await parts.people.passwordToken(person.id));
}

/** A new link for somebody whose own is lost or too old. Throws ProblemError `forbidden`, `not-found`. */
export async function renewLink(
  parts: InviteDesk,
  inviter: PortalPerson,
  id: string,
  origin: string,
): Promise<Invitation> {
  const { person, placed } = await ownPerson(parts, inviter, id);
  const token = await parts.people.passwordToken(id, (transaction) =>
    note(transaction, parts.desk, inviter, 'person.renew', person, placed),
  );
  return sendLink(parts, person, origin, token);
}

/** Takes the person out, with all sessions; what they did stays in the log. Throws ProblemError `forbidden`, `not-found`, `conflict` for oneself. */
export async function removePerson(parts: InviteDesk, remover: PortalPerson, id: string): Promise<PortalPerson> {
  const { person, placed } = await ownPerson(parts, remover, id);
  if (id === remover.id) throw new ProblemError('conflict', 'nobody takes themselves out');
  await parts.desk.database.transaction(async (transaction) => {
    await transaction.delete(authUsers).where(eq(authUsers.id, id));
    await note(transaction, parts.desk, remover, 'person.remove', person, placed);
  });
  return person;
}

/** A grant with the scope it is about; a unit's officer is of the unit's province. `isKnown` is false for a unit that is not there. */
export interface PlacedGrant {
  readonly grant: Grant;
  readonly scope: Scope;
  readonly isKnown: boolean;
}

export async function placeGrants(
  { database }: Pick<UnitDesk, 'database'>,
  grants: readonly Grant[],
): Promise<PlacedGrant[]> {
  const codes = grants.flatMap(({ unitCode }) => unitCode ?? []);
  const rows = codes.length === 0 ? [] : await database.select().from(units).where(inArray(units.code, codes));
  const provinces = new Map(rows.map(({ code, provinceCode }) => [code, provinceCode ?? undefined]));
  return grants.map((grant) => {
    const { unitCode, operator } = grant;
    const provinceCode = grant.provinceCode ?? (unitCode && provinces.get(unitCode));
    return {
      grant,
      scope: { provinceCode, unitCode, operator },
      isKnown: unitCode === undefined || provinces.has(unitCode),
    };
  });
}

const FIELDS = ['provinceCode', 'unitCode', 'operator'] as const;

/** What is wrong with the place of a role: of another kind, or not there. */
function placeFaults(reference: InviteDesk['reference'], { grant, isKnown }: PlacedGrant, path: string): Fault[] {
  const { role, provinceCode, operator } = grant;
  const faults: Fault[] = [];
  const tell = (field: string, message: string, kind: FaultKind) =>
    faults.push({ path: `${path}.${field}`, message, kind });
  for (const field of FIELDS) {
    if (field !== PLACE_OF[role] && grant[field] !== undefined)
      tell(field, `the role ${role} has another kind of place`, 'form');
  }
  if (!isKnown) tell('unitCode', 'there is no such unit', 'unknown');
  if (provinceCode !== undefined && reference.provinceByCode(provinceCode, reference.currentEdition) === undefined)
    tell('provinceCode', 'there is no such province', 'unknown');
  if (operator !== undefined && reference.operatorById(operator) === undefined)
    tell('operator', 'there is no such operator', 'unknown');
  return faults;
}

/** A province's manager gives the province's own roles; what holds for the country only a national administrator gives. */
function demandToGive({ grants }: PortalPerson, placed: readonly PlacedGrant[]): void {
  for (const { grant, scope } of placed) {
    const isLocal = grant.role === 'unit-officer' || grant.role === 'province-manager';
    if (!mayDo(grants, 'person.invite', isLocal ? scope : {}))
      throw new ProblemError('forbidden', `the role ${grant.role} is not yours to give here`);
  }
}

/** Somebody all of whose roles are the asker's to give. */
async function ownPerson({ people, desk, isDemo }: InviteDesk, asker: PortalPerson, id: string) {
  demandAnywhere(asker.grants, 'person.invite');
  const person = (await people.all()).find((one) => one.id === id);
  if (person === undefined) throw new ProblemError('not-found', 'there is no such person');
  if (isDemo && isShared(person.email))
    throw new ProblemError('forbidden', 'the demo’s accounts belong to everyone and stay as they are');
  const placed = await placeGrants(desk, person.grants);
  demandToGive(asker, placed);
  return { person, placed };
}

async function note(
  transaction: Transaction,
  { clock }: InviteDesk['desk'],
  by: PortalPerson,
  verb: string,
  { email }: PortalPerson,
  placed: readonly PlacedGrant[],
): Promise<void> {
  const [first] = placed;
  const scope = first === undefined ? {} : { scope: first.scope };
  await writeAudit(transaction, { at: new Date(clock()), person: by.email, verb, subject: email, ...scope });
}

/** Where the mail does not go, the inviter is told the link: nobody stands before a closed door for want of a server. */
async function sendLink(
  { sendMail }: InviteDesk,
  person: PortalPerson,
  origin: string,
  token: string,
): Promise<Invitation> {
  const link = `${origin}/dang-nhap/mat-khau?token=${token}`;
  const text = `Kính gửi ${person.name},\n\nĐặt mật khẩu tại: ${link}\n\nĐường dẫn dùng được một lần, trong ${LINK_LIFE_DAYS} ngày.\n`;
  const isSent = await sendMail?.({ to: person.email, subject: 'Tài khoản i-Speed', text }).then(
    () => true,
    () => false,
  );
  return isSent ? { person } : { person, link };
}
