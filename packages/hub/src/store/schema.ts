// The tables of PostgreSQL.

import type { JWK } from 'jose';
import { boolean, doublePrecision, integer, jsonb, pgTable, text, timestamp } from './drizzle.ts';

/** Measurement points, one row each; a point that registers again replaces what it said before. */
export const points = pgTable('points', {
  id: text().primaryKey(),
  name: text().notNull(),
  publicKey: jsonb('public_key').$type<JWK>().notNull(),
  networkKind: text('network_kind', { enum: ['on-net', 'exchange', 'hosting', 'abroad'] }).notNull(),
  state: text({ enum: ['waiting', 'active', 'draining', 'unhealthy', 'retired'] }).notNull(),
  /** Absent for a point that stands on the hub's own machine and is reached by whatever name the hub was. */
  url: text(),
  ipv4Url: text('ipv4_url'),
  ipv6Url: text('ipv6_url'),
  sameHostPort: integer('same_host_port'),
  isTls: boolean('is_tls').notNull().default(false),
  operatorName: text('operator_name'),
  city: text(),
  country: text(),
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  registeredAt: timestamp('registered_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

export type PointRow = typeof points.$inferSelect;
