// Sign-in by better-auth over the hub's own PostgreSQL; loaded when somebody first signs in, for it takes a second.
import { hkdfSync } from 'node:crypto';
import { DAY_MS, LEAST_PASSWORD_SIGNS } from '@i-speed/spec';
import type { Database } from '../store/open-store.ts';
import {
  authAccounts,
  authPasskeys,
  authSessions,
  authTwoFactors,
  authUsers,
  authVerifications,
} from '../store/people-schema.ts';
import { passkeySetting } from './passkey.ts';

export interface AuthSetting {
  readonly database: Database;
  /** Secret text shared by all hubs of one system; cookies are signed with a key derived from it. */
  readonly secret: string;
  readonly publicUrl?: string;
  /** Sends the link with which a password is set; absent where no mail server is set. */
  readonly sendLink?: (mail: { to: string; name: string; url: string }) => Promise<void>;
}

export type Auth = Awaited<ReturnType<typeof openAuth>>;

/** So long a link that sets a password may be used: a working week and its weekend. */
export const LINK_LIFE_DAYS = 7;
const DAY_S = DAY_MS / 1000;
const SESSION_LIFE_S = 7 * DAY_S;

/** Everything of better-auth that the hub uses: its handler under /api/v1/auth, sessions, and people made by invitation alone. */
export async function openAuth({ database, secret, publicUrl, sendLink }: AuthSetting) {
  const [{ betterAuth }, { drizzleAdapter }, { twoFactor }, { passkey }] = await Promise.all([
    import('better-auth'),
    import('better-auth/adapters/drizzle'),
    import('better-auth/plugins/two-factor'),
    import('@better-auth/passkey'),
  ]);
  return betterAuth({
    appName: 'i-Speed',
    basePath: '/api/v1/auth',
    ...(publicUrl !== undefined && { baseURL: publicUrl }),
    secret: Buffer.from(hkdfSync('sha256', secret, '', 'i-speed sign-in', 32)).toString('base64url'),
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(database, {
      provider: 'pg',
      schema: {
        user: authUsers,
        session: authSessions,
        account: authAccounts,
        verification: authVerifications,
        twoFactor: authTwoFactors,
        passkey: authPasskeys,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD_SIGNS,
      resetPasswordTokenExpiresIn: LINK_LIFE_DAYS * DAY_S,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user, url }) {
        await sendLink?.({ to: user.email, name: user.name, url });
      },
    },
    // Freshness 0 is not asked: else the list of one's sessions would be refused to an old one. The hub asks it where it matters.
    session: { expiresIn: SESSION_LIFE_S, updateAge: DAY_S, freshAge: 0 },
    // The hub counts failures itself (people/lock-out.ts), in the store that all hubs share.
    rateLimit: { enabled: false },
    trustedOrigins: (request) => (request === undefined ? [] : [new URL(request.url).origin]),
    advanced: {
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
    },
    plugins: [twoFactor({ issuer: 'i-Speed' }), passkey(passkeySetting(publicUrl))],
  });
}
