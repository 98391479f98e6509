// The reminder ("đôn đốc"): one letter a time, counted, to the contacts of the units that are short or late; each mail logged.
import type { Campaign, PortalPerson, Reminder, ReportLine } from '@i-speed/spec';
import { campaignOf } from '../campaign/campaigns.ts';
import { type Letter, reminderAnnex, reminderLetter, shortLines } from '../document/letter/letter.ts';
import { drawLetter, headOf } from '../document/paper/draw-paper.ts';
import type { SendMail } from '../job/mail.ts';
import { writeAudit } from '../people/audit.ts';
import { demand } from '../people/policy.ts';
import { present } from '../present.ts';
import { ProblemError } from '../problem.ts';
import { and, asc, eq, inArray, max } from '../store/drizzle.ts';
import { reminderMails, reminders, units } from '../store/portal-schema.ts';
import type { FigureDesk } from '../unit/figures.ts';
import { wholeBoard } from './board.ts';

/** So many mails are handed to the server side by side. */
const AT_ONCE = 4;

export interface ReminderDesk extends FigureDesk {
  readonly sendMail?: SendMail;
}

/** The letter as it would go out now. Throws ProblemError `conflict` where nobody is short. */
export async function draftReminder(desk: FigureDesk, person: PortalPerson, campaignId: string, month: string) {
  const campaign = await campaignOf(desk, campaignId);
  demand(person.grants, 'reminder.send', { provinceCode: campaign.provinceCode });
  return draft(desk, campaign, month);
}

async function draft(desk: FigureDesk, campaign: Campaign, month: string) {
  const board = await wholeBoard(desk, campaign, month);
  const short = shortLines(board);
  if (short.length === 0) throw new ProblemError('conflict', 'every unit has enough and none is late');
  const serial = (await lastSerial(desk, campaign.id)) + 1;
  const letter = reminderLetter(board, short.length, serial, headOf(desk, campaign));
  return { short, serial, letter, annexes: [reminderAnnex(board, short)] };
}

/** Sends the letter; a mail that fails is told in the log and hinders no other. Throws ProblemError `forbidden`, `conflict`. */
export async function sendReminder(
  desk: ReminderDesk,
  person: PortalPerson,
  campaignId: string,
  month: string,
): Promise<Reminder> {
  const campaign = await campaignOf(desk, campaignId);
  demand(person.grants, 'reminder.send', { provinceCode: campaign.provinceCode });
  return remindAs(desk, person.email, campaign, month);
}

/** Sends the letter in the name of a person or of the calendar, whose right was asked for before. */
export async function remindAs(
  desk: ReminderDesk,
  sender: string,
  campaign: Campaign,
  month: string,
): Promise<Reminder> {
  const campaignId = campaign.id;
  const { short, serial, letter, annexes } = await draft(desk, campaign, month);
  const at = new Date(desk.clock());
  const subject = `${campaignId}/${month}/${serial}`;
  const scope = { provinceCode: campaign.provinceCode };
  // The number is taken before anything is sent: two who press at once send two reminders with two numbers, or one fails here.
  const reminderId = await desk.database.transaction(async (transaction) => {
    const [kept] = await transaction
      .insert(reminders)
      .values({ campaignId, month, serial, at, person: sender, content: { subject: letter.subject } })
      .onConflictDoNothing()
      .returning({ id: reminders.id });
    if (kept === undefined) throw new ProblemError('conflict', 'another reminder went out just now');
    await writeAudit(transaction, { at, person: sender, verb: 'reminder.send', subject, scope });
    return kept.id;
  });
  const codes = short.map(({ unit }) => unit.code);
  const contacts = await desk.database.select().from(units).where(inArray(units.code, codes)).orderBy(asc(units.code));
  // Each mail is logged when its fate is known: what a hub that dies has sent is not forgotten.
  const content = Buffer.from(await drawLetter(desk, 'docx', letter, annexes));
  const mails = await sendAll(desk, { letter, content }, short, contacts, async (mail) => {
    await desk.database.insert(reminderMails).values({ reminderId, at, ...mail });
  });
  return { serial, month, at: at.toISOString(), person: sender, mails: mails.map(present) };
}

/** The reminders of a campaign, oldest first. */
export async function listReminders(desk: FigureDesk, person: PortalPerson, campaignId: string): Promise<Reminder[]> {
  const campaign = await campaignOf(desk, campaignId);
  demand(person.grants, 'reminder.read', { provinceCode: campaign.provinceCode });
  const rows = await desk.database
    .select()
    .from(reminders)
    .where(and(eq(reminders.campaignId, campaignId)))
    .orderBy(asc(reminders.serial));
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const mails = await desk.database
    .select()
    .from(reminderMails)
    .where(inArray(reminderMails.reminderId, ids))
    .orderBy(asc(reminderMails.unitCode));
  const mailsOf = Map.groupBy(mails, ({ reminderId }) => reminderId);
  return rows.map(({ id, serial, month, at, person }) => ({
    serial,
    month,
    at: at.toISOString(),
    person,
    mails: (mailsOf.get(id) ?? []).map(({ unitCode, email, state, detail }) =>
      present({ unitCode, email: email ?? undefined, state, detail: detail ?? undefined }),
    ),
  }));
}

type MailLog = {
  unitCode: string;
  email: string | undefined;
  state: Reminder['mails'][number]['state'];
  detail: string | undefined;
};

async function sendAll(
  { sendMail }: ReminderDesk,
  { letter, content }: { readonly letter: Letter; readonly content: Buffer },
  short: readonly ReportLine[],
  contacts: readonly (typeof units.$inferSelect)[],
  keep: (mail: MailLog) => Promise<void>,
): Promise<MailLog[]> {
  const lineOf = new Map(short.map((line) => [line.unit.code, line]));
  const send = async ({ code, name, contactEmail }: (typeof contacts)[number]): Promise<MailLog> => {
    const email = contactEmail ?? undefined;
    const fate = (state: MailLog['state'], detail?: string) => ({ unitCode: code, email, state, detail });
    if (email === undefined) return fate('no-address');
    if (sendMail === undefined) return fate('no-server');
    const own = lineOf.get(code);
    const has =
      own &&
      `\n\nĐơn vị hiện có ${own.system.countedFixed}/${own.target} mẫu cố định, ${own.system.countedMobile}/${own.target} mẫu di động.`;
    const text = `Kính gửi ${name},\n\n${letter.paragraphs.join('\n\n')}${has ?? ''}\n`;
    try {
      await sendMail({
        to: email,
        subject: letter.subject,
        text,
        attachments: [{ filename: 'don-doc.docx', content }],
      });
      return fate('sent');
    } catch (cause) {
      return fate('failed', cause instanceof Error ? cause.message : String(cause));
    }
  };
  const mails: MailLog[] = [];
  const waiting = contacts.values();
  const work = async () => {
    for (const contact of waiting) {
      const mail = await send(contact);
      await keep(mail);
      mails.push(mail);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return mails.sort((a, b) => (a.unitCode < b.unitCode ? -1 : 1));
}

async function lastSerial({ database }: FigureDesk, campaignId: string): Promise<number> {
  const [row] = await database
    .select({ last: max(reminders.serial) })
    .from(reminders)
    .where(eq(reminders.campaignId, campaignId));
  return row?.last ?? 0;
}
