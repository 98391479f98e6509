// Tables of printed material and of other work.
import { bigint, date, integer, pgTable, text, timestamp } from './drizzle.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

export const printRequests = pgTable('print_requests', {
  id: id(),
  campaignId: text('campaign_id').notNull(),
  unitCode: text('unit_code').notNull(),
  kind: text({ enum: ['poster-a3', 'standee', 'leaflet-a5'] }).notNull(),
  quantity: integer().notNull(),
  address: text().notNull(),
  note: text(),
  state: text({ enum: ['asked', 'approved', 'sent', 'received', 'refused'] }).notNull(),
  stateAt: moment('state_at').notNull(),
  askedAt: moment('asked_at').notNull(),
  person: text().notNull(),
  answer: text(),
});

export const workResults = pgTable('work_results', {
  id: id(),
  campaignId: text('campaign_id').notNull(),
  unitCode: text('unit_code').notNull(),
  kind: text({ enum: ['banner', 'broadcast', 'article', 'session', 'poster'] }).notNull(),
  happenedOn: date('happened_on').notNull(),
  quantity: integer().notNull(),
  title: text().notNull(),
  link: text(),
  evidence: text(),
  person: text().notNull(),
  at: moment('at').notNull(),
});
