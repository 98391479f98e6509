// People are made, helped and taken out whole, with the log's entry, or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPortalOffice, type PortalOffice } from '../../test/portal-office.ts';
import { eq, sql } from '../store/drizzle.ts';
import { audit, authAccounts, authVerifications } from '../store/people-schema.ts';
import { invitePerson, removePerson, renewLink } from './invite.ts';

const ROLES = [{ role: 'auditor' as const }];
const person = (email: string) => ({ name: 'Cán bộ', email, grants: ROLES });
const ORIGIN = 'https://hub.example';

let office: PortalOffice;
beforeAll(async () => {
  office = await openPortalOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

const emails = async () => (await office.people.all()).map(({ email }) => email);
const verbs = async () => (await office.database.select({ verb: audit.verb }).from(audit)).map(({ verb }) => verb);

test('where a role cannot be written there is no account either, and the address is free', async () => {
  const grants = [{ role: 'auditor' as const, provinceCode: '01' }];
  await expect(office.people.create({ ...person('a@x.example'), grants })).rejects.toThrow();
  expect(await emails()).toEqual([]);
  const { id } = await office.people.create(person('a@x.example'));
  const accounts = await office.database.select().from(authAccounts);
  expect(accounts).toMatchObject([{ userId: id, accountId: id, providerId: 'credential' }]);
});

test('of two who make the same person at once, one is told that it is there', async () => {
  const make = () => office.people.create(person('b@x.example'));
  const made = await Promise.allSettled([make(), make()]);
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(made.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
});

test('an invitation, a new link and a removal stand in the log', async () => {
  const { person: made } = await invitePerson(office.parts, office.admin, person('c@x.example'), ORIGIN);
  await renewLink(office.parts, office.admin, made.id, ORIGIN);
  await removePerson(office.parts, office.admin, made.id);
  expect(await verbs()).toEqual(['person.invite', 'person.renew', 'person.remove']);
  expect(await emails()).toEqual(['a@x.example', 'b@x.example']);
});

test('where the log cannot be written nothing happens that it would tell', async () => {
  const { person: made } = await invitePerson(office.parts, office.admin, person('d@x.example'), ORIGIN);
  await office.database.execute(sql`ALTER TABLE audit ADD CHECK (false) NOT VALID`);
  await expect(invitePerson(office.parts, office.admin, person('e@x.example'), ORIGIN)).rejects.toThrow();
  await expect(renewLink(office.parts, office.admin, made.id, ORIGIN)).rejects.toThrow();
  await expect(removePerson(office.parts, office.admin, made.id)).rejects.toThrow();
  expect(await emails()).toEqual(['a@x.example', 'b@x.example', 'd@x.example']);
  const links = await office.database.select().from(authVerifications).where(eq(authVerifications.value, made.id));
  expect(links).toHaveLength(1);
});
