// Tables of people: what better-auth keeps, their grants, failed sign-ins, the audit.
import { bigint, boolean, integer, jsonb, pgTable, text, timestamp } from './drizzle.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const authUsers = pgTable('auth_users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text(),
  twoFactorEnabled: boolean('two_factor_enabled').default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const authSessions = pgTable('auth_sessions', {
  id: text().primaryKey(),
  expiresAt: moment('expires_at').notNull(),
  token: text().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  userId: text('user_id').notNull(),
});

export const authAccounts = pgTable('auth_accounts', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: moment('access_token_expires_at'),
  refreshTokenExpiresAt: moment('refresh_token_expires_at'),
  scope: text(),
  password: text(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const authVerifications = pgTable('auth_verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: moment('expires_at').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const authTwoFactors = pgTable('auth_two_factors', {
  id: text().primaryKey(),
  secret: text().notNull(),
  backupCodes: text('backup_codes').notNull(),
  userId: text('user_id').notNull(),
  verified: boolean().default(true),
  failedVerificationCount: integer('failed_verification_count').default(0),
  lockedUntil: moment('locked_until'),
});

export const authPasskeys = pgTable('auth_passkeys', {
  id: text().primaryKey(),
  name: text(),
  publicKey: text('public_key').notNull(),
  userId: text('user_id').notNull(),
  credentialID: text('credential_id').notNull(),
  counter: bigint({ mode: 'number' }).notNull(),
  deviceType: text('device_type').notNull(),
  backedUp: boolean('backed_up').notNull(),
  transports: text(),
  createdAt: moment('created_at').notNull().defaultNow(),
  aaguid: text(),
});

export const grants = pgTable('grants', {
  userId: text('user_id').notNull(),
  role: text({
    enum: ['national-admin', 'national-viewer', 'province-manager', 'unit-officer', 'operator-engineer', 'auditor'],
  }).notNull(),
  provinceCode: text('province_code'),
  unitCode: text('unit_code'),
  operator: text(),
  /** The merged unit whose officer went on to the successor; absent for a grant that somebody gave by itself. */
  fromUnit: text('from_unit'),
});

export const signInFailures = pgTable('sign_in_failures', {
  email: text().notNull(),
  at: moment('at').notNull().defaultNow(),
});

/** Mails that set a forgotten password: some an hour to each address. */
export const resetMails = pgTable('reset_mails', {
  email: text().notNull(),
  at: moment('at').notNull(),
});

/** Codes of second steps that let somebody in: each does so once. */
export const usedCodes = pgTable('used_codes', {
  userId: text('user_id').notNull(),
  code: text().notNull(),
  at: moment('at').notNull(),
});

export const audit = pgTable('audit', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: moment('at').notNull(),
  person: text().notNull(),
  verb: text().notNull(),
  provinceCode: text('province_code'),
  unitCode: text('unit_code'),
  subject: text().notNull(),
  detail: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
});
