// Tables of printed material and of other work.
import { bigint, customType, date, integer, pgTable, text, timestamp } from './drizzle.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const id = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity();

const bytea = customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (bytes) => Buffer.from(bytes),
});

export const campaignFiles = pgTable('campaign_files', {
  id: id(),
  campaignId: text('campaign_id').notNull(),
  /** Absent of the campaign's issuing letter. */
  unitCode: text('unit_code'),
  name: text().notNull(),
  mediaType: text('media_type', { enum: ['application/pdf', 'image/jpeg', 'image/png'] }).notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  bytes: bytea().notNull(),
  person: text().notNull(),
  at: moment('at').notNull(),
});

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
  fileId: bigint('file_id', { mode: 'number' }),
  person: text().notNull(),
  at: moment('at').notNull(),
});
