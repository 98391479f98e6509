// The people who sign in: who asks, what they may do, and how they are made.
import { randomBytes } from 'node:crypto';
import type { Grant, PortalPerson } from '@i-speed/spec';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { asc, eq, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { authUsers, grants } from '../store/people-schema.ts';
import { type Auth, type AuthSetting, LEAST_PASSWORD, LINK_LIFE_S, openAuth } from './auth.ts';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly grants: readonly Grant[];
  /** Absent: the person sets it by the link. */
  readonly password?: string;
}

export interface People {
  /** better-auth, loaded at the first call. */
  auth(): Promise<Auth>;
  /** Who sends the request. Throws ProblemError `not-signed-in`. */
  of(headers: Headers): Promise<PortalPerson>;
  all(): Promise<PortalPerson[]>;
  /** Makes a person with the grants. Throws ProblemError `conflict` for an address that is there, `invalid` for a short password. */
  create(person: NewPerson): Promise<PortalPerson>;
  /** The token with which a person sets a password, good for a week and once. */
  passwordToken(userId: string): Promise<string>;
}

export function openPeople(setting: AuthSetting, clock: () => number = Date.now): People {
  const { database } = setting;
  let opening: Promise<Auth> | undefined;
  const auth = () => (opening ??= openAuth(setting));
  const sessionOf = async (headers: Headers) => {
    const { api } = await auth();
    return api.getSession({ headers }).catch(async (cause) => {
      // It hides why it failed: where the store is gone this question rejects with the store's own error.
      await database.execute(sql`SELECT 1`);
      throw cause;
    });
  };
  return {
    auth,
    async of(headers) {
      // Without a cookie nobody is signed in, and better-auth need not be loaded to say so.
      const session = headers.has('cookie') ? await sessionOf(headers) : null;
      if (session === null) throw new ProblemError('not-signed-in', 'sign in at /dang-nhap first');
      const { id, name, email } = session.user;
      return { id, name, email, grants: await grantsOf(database, id) };
    },
    async all() {
      const users = await database.select().from(authUsers).orderBy(asc(authUsers.email));
      const held = Map.groupBy(await database.select().from(grants), ({ userId }) => userId);
      return users.map(({ id, name, email }) => ({ id, name, email, grants: (held.get(id) ?? []).map(toGrant) }));
    },
    async create(person) {
      const email = person.email.toLowerCase();
      const { internalAdapter, password } = await (await auth()).$context;
      if (person.password !== undefined && person.password.length < LEAST_PASSWORD)
        throw new ProblemError('invalid', `a password has at least ${LEAST_PASSWORD} characters`);
      if ((await internalAdapter.findUserByEmail(email)) !== null)
        throw new ProblemError('conflict', `${email} already has an account`);
      const user = await internalAdapter.createUser({ email, name: person.name, emailVerified: true });
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: await password.hash(person.password ?? randomBytes(32).toString('base64url')),
      });
      await database.insert(grants).values(person.grants.map((grant) => ({ userId: user.id, ...grant })));
      return { id: user.id, name: person.name, email, grants: [...person.grants] };
    },
    async passwordToken(userId) {
      const token = randomBytes(24).toString('base64url');
      const { internalAdapter } = await (await auth()).$context;
      await internalAdapter.createVerificationValue({
        identifier: `reset-password:${token}`,
        value: userId,
        expiresAt: new Date(clock() + LINK_LIFE_S * 1000),
      });
      return token;
    },
  };
}

async function grantsOf(database: Database, userId: string): Promise<Grant[]> {
  return (await database.select().from(grants).where(eq(grants.userId, userId))).map(toGrant);
}

function toGrant({ role, provinceCode, unitCode, operator }: typeof grants.$inferSelect): Grant {
  return present({
    role,
    provinceCode: provinceCode ?? undefined,
    unitCode: unitCode ?? undefined,
    operator: operator ?? undefined,
  });
}
