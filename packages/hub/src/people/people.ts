// The people who sign in: who asks, what they may do, and how they are made.
import { randomBytes, randomUUID } from 'node:crypto';
import { DAY_MS, type Grant, LEAST_PASSWORD_SIGNS, type PortalPerson } from '@i-speed/spec';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { asc, eq, sql } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { authAccounts, authUsers, authVerifications, grants } from '../store/people-schema.ts';
import { type Auth, type AuthSetting, LINK_LIFE_DAYS, openAuth } from './auth.ts';

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
  /**
   * Makes a person with the grants, and what `beside` writes, in one transaction. Throws ProblemError `conflict` for an address that is
   * there, `invalid` for a short password.
   */
  create(person: NewPerson, beside?: Beside): Promise<PortalPerson>;
  /** The token with which a person sets a password, good for a week and once; kept together with what `beside` writes. */
  passwordToken(userId: string, beside?: (transaction: Transaction) => Promise<void>): Promise<string>;
}

export type Transaction = Pick<Database, 'select' | 'insert' | 'update' | 'delete'>;
type Beside = (transaction: Transaction, person: PortalPerson) => Promise<void>;

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
    async create(asked, beside) {
      if (asked.password !== undefined && asked.password.length < LEAST_PASSWORD_SIGNS)
        throw new ProblemError('invalid', `a password has at least ${LEAST_PASSWORD_SIGNS} characters`);
      const { password } = await (await auth()).$context;
      const hash = await password.hash(asked.password ?? randomBytes(32).toString('base64url'));
      const [id, name, email] = [randomUUID(), asked.name, asked.email.toLowerCase()];
      const person = { id, name, email, grants: [...asked.grants] };
      await database.transaction(async (transaction) => {
        const row = { id, name, email, emailVerified: true };
        const made = await transaction.insert(authUsers).values(row).onConflictDoNothing().returning();
        if (made.length === 0) throw new ProblemError('conflict', `${email} already has an account`);
        const account = { id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password: hash };
        await transaction.insert(authAccounts).values(account);
        await transaction.insert(grants).values(asked.grants.map((grant) => ({ userId: id, ...grant })));
        await beside?.(transaction, person);
      });
      return person;
    },
    async passwordToken(userId, beside) {
      const token = randomBytes(24).toString('base64url');
      const expiresAt = new Date(clock() + LINK_LIFE_DAYS * DAY_MS);
      const row = { id: randomUUID(), identifier: `reset-password:${token}`, value: userId, expiresAt };
      await database.transaction(async (transaction) => {
        await transaction.insert(authVerifications).values(row);
        await beside?.(transaction);
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
