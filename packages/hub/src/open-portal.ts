// Opens the portal: the people who sign in, and what its routes work with.
import type { Reference } from '@i-speed/reference';
import type { Logger } from 'pino';
import type { PortalParts } from './api/portal-parts.ts';
import type { HubConfig } from './config.ts';
import { openMail } from './job/mail.ts';
import type { Desks } from './open-desks.ts';
import { openPeople } from './people/people.ts';
import { resetMail } from './people/reset-mail.ts';
import type { Database } from './store/open-store.ts';

interface Parts {
  readonly config: HubConfig;
  readonly database: Database;
  /** From which the keys of cookies are made. */
  readonly secret: string;
  readonly reference: Reference;
  readonly desks: Desks;
  readonly clock: () => number;
  readonly log: Logger;
}

/** Mail goes out only where a server is set; sign-in is loaded when somebody first signs in. */
export function openPortal({ config, database, secret, reference, desks, clock, log }: Parts): PortalParts {
  const { isDemo, mail } = config;
  const publicUrl = config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl };
  const sendMail = mail && openMail(mail);
  const onFailure = (cause: unknown) => log.error({ err: cause }, 'the mail that sets a password did not go out');
  const sendLink = sendMail && resetMail({ sendMail, database, clock, onFailure });
  return {
    people: openPeople({ database, secret, ...(sendLink && { sendLink }), ...publicUrl }, clock),
    desk: desks.figures,
    statistics: desks.statistics,
    voices: { database, reference, clock },
    isDemo,
    reference,
    ...publicUrl,
    ...(sendMail && { sendMail }),
  };
}
