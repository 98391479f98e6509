// A reminder in a sentence: its number, when it went out, to how many of those it was for.
import type { Reminder } from '@i-speed/spec';
import { dateTimeText } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';

export function reminderText({ serial, at, mails }: Reminder): string {
  const sent = mails.filter(({ state }) => state === 'sent').length;
  return m.portal_last_reminder({ n: serial, at: dateTimeText(at), sent, all: mails.length });
}
