// The mail with which a person sets a forgotten password: a few an hour to each address, whoever asks for them.
import { HOUR_MS } from '@i-speed/spec';
import type { SendMail } from '../job/mail.ts';
import { and, count, eq, gt, lt } from '../store/drizzle.ts';
import type { Database } from '../store/open-store.ts';
import { resetMails } from '../store/people-schema.ts';
import type { AuthSetting } from './auth.ts';

const MOST_AN_HOUR = 3;

export interface ResetMailParts {
  readonly sendMail: SendMail;
  readonly database: Database;
  readonly clock: () => number;
  /** Told why a mail did not go out. */
  readonly onFailure: (cause: unknown) => void;
}

/**
 * Sends the link in Vietnamese, as all mail of the portal. Resolves at once: an answer that waited for a mail server, or told that the hour's
 * mails are used up, would tell who has an account.
 */
export function resetMail({
  sendMail,
  database,
  clock,
  onFailure,
}: ResetMailParts): NonNullable<AuthSetting['sendLink']> {
  const send = async ({ to, name, url }: { to: string; name: string; url: string }) => {
    if (!(await mayMail(database, to, clock()))) return;
    const text = `Kính gửi ${name},\n\nĐặt mật khẩu mới tại: ${url}\n`;
    await sendMail({ to, subject: 'Đặt lại mật khẩu i-Speed', text });
  };
  return async (mail) => {
    send(mail).catch(onFailure);
  };
}

/** Counts one mail to the address; false where the hour's are used up. */
async function mayMail(database: Database, email: string, nowMs: number): Promise<boolean> {
  const hourAgo = new Date(nowMs - HOUR_MS);
  await database.delete(resetMails).where(lt(resetMails.at, hourAgo));
  const sent = async () => {
    const ofHour = and(eq(resetMails.email, email), gt(resetMails.at, hourAgo));
    const [row] = await database.select({ mails: count() }).from(resetMails).where(ofHour);
    return row?.mails ?? 0;
  };
  if ((await sent()) >= MOST_AN_HOUR) return false;
  await database.insert(resetMails).values({ email, at: new Date(nowMs) });
  // Many asked for at once all come as far as this, and count each other.
  return (await sent()) <= MOST_AN_HOUR;
}
