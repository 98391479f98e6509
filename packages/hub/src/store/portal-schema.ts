// Tables of units, campaigns, reports and reminders.
import type { Consolidation, Correction, UnitFigures } from '@i-speed/spec';
import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp } from './drizzle.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const units = pgTable('units', {
  code: text().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['department', 'commune', 'mass-organisation', 'press', 'operator', 'other'] }).notNull(),
  provinceCode: text('province_code'),
  communeCode: text('commune_code'),
  contactName: text('contact_name'),
  contactEmail: text('contact_email'),
  contactPhone: text('contact_phone'),
  seat: text(),
  predecessors: text(),
  mergedInto: text('merged_into'),
  mergedOn: date('merged_on'),
});

/** Which unit brought an install; `deviceKey` is the key of the install's pseudonym in decimal digits. */
export const unitInstalls = pgTable('unit_installs', {
  deviceKey: text('device_key').primaryKey(),
  unitCode: text('unit_code').notNull(),
  since: moment('since').notNull(),
});

export const unitOpens = pgTable('unit_opens', {
  unitCode: text('unit_code').notNull(),
  day: date().notNull(),
  deviceKey: text('device_key').notNull(),
  opens: integer().notNull().default(1),
});

export const campaigns = pgTable('campaigns', {
  id: text().primaryKey(),
  name: text().notNull(),
  provinceCode: text('province_code'),
  letterNumber: text('letter_number'),
  letterDate: date('letter_date'),
  issuer: text().notNull(),
  place: text().notNull(),
  startsOn: date('starts_on').notNull(),
  endsOn: date('ends_on').notNull(),
  firstDay: integer('first_day').notNull(),
  dueDay: integer('due_day').notNull(),
  target: integer().notNull(),
  message: text(),
  remindDays: integer('remind_days').array().notNull().default([]),
  createdAt: moment('created_at').notNull(),
});
export type CampaignRow = typeof campaigns.$inferSelect;

export type OwnTargets = Readonly<Record<string, number | null>>;

export const campaignUnits = pgTable('campaign_units', {
  campaignId: text('campaign_id').notNull(),
  unitCode: text('unit_code').notNull(),
  /** First day of a place that came by a merger; absent for a unit that was asked itself. */
  since: date(),
  /** Samples of each access kind in a month, by the month from which they hold ('' from the beginning); null: the campaign's own target. */
  targets: jsonb().$type<OwnTargets>().notNull().default({}),
});

export const reports = pgTable('reports', {
  campaignId: text('campaign_id').notNull(),
  month: text().notNull(),
  unitCode: text('unit_code').notNull(),
  state: text({ enum: ['draft', 'submitted', 'returned', 'accepted', 'consolidated'] }).notNull(),
  version: integer().notNull(),
  /** The system's figures at the last submission; absent before it. */
  figures: jsonb().$type<UnitFigures>(),
  corrections: jsonb().$type<Correction[]>().notNull(),
  note: text(),
  submittedAt: moment('submitted_at'),
  isLate: boolean('is_late').notNull(),
});
export type ReportRow = typeof reports.$inferSelect;

export const reportEvents = pgTable('report_events', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  campaignId: text('campaign_id').notNull(),
  month: text().notNull(),
  unitCode: text('unit_code').notNull(),
  at: moment('at').notNull(),
  person: text().notNull(),
  verb: text().notNull(),
  version: integer().notNull(),
  detail: jsonb().$type<Record<string, unknown>>().notNull(),
});

export const consolidations = pgTable('consolidations', {
  campaignId: text('campaign_id').notNull(),
  month: text().notNull(),
  version: integer().notNull(),
  at: moment('at').notNull(),
  person: text().notNull(),
  content: jsonb().$type<Pick<Consolidation, 'totals' | 'units' | 'missing'>>().notNull(),
});

export const reminders = pgTable('reminders', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  campaignId: text('campaign_id').notNull(),
  month: text().notNull(),
  serial: integer().notNull(),
  at: moment('at').notNull(),
  person: text().notNull(),
  content: jsonb().$type<{ readonly subject: string }>().notNull(),
});

export const reminderMails = pgTable('reminder_mails', {
  reminderId: bigint('reminder_id', { mode: 'number' }).notNull(),
  unitCode: text('unit_code').notNull(),
  email: text(),
  state: text({ enum: ['sent', 'failed', 'no-address', 'no-server'] }).notNull(),
  detail: text(),
  at: moment('at').notNull(),
});
