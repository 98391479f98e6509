// Tables of the nation's month.
import type { HandedUp, NationConsolidation, NationEvent } from '@i-speed/spec';
import { boolean, integer, jsonb, pgTable, text, timestamp } from './drizzle.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** One row a month and sender: a province's code, or `vn` for the nation's own bodies. */
export const nationReports = pgTable('nation_reports', {
  month: text().notNull(),
  sender: text().notNull(),
  campaignId: text('campaign_id').notNull(),
  state: text({ enum: ['submitted', 'returned', 'accepted', 'consolidated'] }).notNull(),
  version: integer().notNull(),
  content: jsonb().$type<HandedUp>().notNull(),
  note: text(),
  submittedAt: moment('submitted_at').notNull(),
  isLate: boolean('is_late').notNull(),
  history: jsonb().$type<NationEvent[]>().notNull(),
});
export type NationRow = typeof nationReports.$inferSelect;

export const nationConsolidations = pgTable('nation_consolidations', {
  month: text().notNull(),
  version: integer().notNull(),
  at: moment('at').notNull(),
  person: text().notNull(),
  content: jsonb().$type<Pick<NationConsolidation, 'totals' | 'senders' | 'units' | 'missing'>>().notNull(),
});
