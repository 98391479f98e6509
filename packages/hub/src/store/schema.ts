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
  /** Joined with a code from elsewhere: reports and probes decide its state. False for the point that a hub starts itself. */
  isJoined: boolean('is_joined').notNull().default(false),
  /** IP addresses of its measuring traffic, for lists of unpaid traffic. */
  addresses: jsonb().$type<string[]>().notNull().default([]),
  capacityMbps: integer('capacity_mbps'),
  operatorName: text('operator_name'),
  city: text(),
  country: text(),
  latitude: doublePrecision(),
  longitude: doublePrecision(),
  registeredAt: timestamp('registered_at', { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});

export type PointRow = typeof points.$inferSelect;

/** What a point last said of itself and what the hubs saw of it; one row each, made by its first report or probe. */
export const pointReports = pgTable('point_reports', {
  pointId: text('point_id').primaryKey(),
  reportedAt: timestamp('reported_at', { withTimezone: true }),
  isDraining: boolean('is_draining').notNull().default(false),
  sessions: integer(),
  capacity: integer(),
  version: text(),
  families: jsonb().$type<(4 | 6)[]>(),
  loopLagMs: doublePrecision('loop_lag_ms'),
  /** The hub that moves this forward makes the next probe. */
  probeDueAt: timestamp('probe_due_at', { withTimezone: true }).notNull(),
  /** The last probe that succeeded. */
  probedAt: timestamp('probed_at', { withTimezone: true }),
  /** Probes that failed since. */
  failedProbes: integer('failed_probes').notNull().default(0),
  probedFamilies: jsonb('probed_families').$type<(4 | 6)[]>(),
});

export type ReportRow = typeof pointReports.$inferSelect;

/** One-time codes with which a point joins; only their hash is kept. */
export const pointCodes = pgTable('point_codes', {
  codeHash: text('code_hash').primaryKey(),
  note: text().notNull(),
  madeAt: timestamp('made_at', { withTimezone: true }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true }).notNull(),
  usedAt: timestamp('used_at', { withTimezone: true }),
  usedBy: text('used_by'),
});

/** Keys that all hubs on this database share. */
export const keys = pgTable('keys', {
  name: text().primaryKey(),
  /** The private key as JWK text. */
  jwk: text().notNull(),
});
