// Drizzle by `require`: Node's ESM loader reads drizzle's very long package.json anew for each of its hundred files, 0.6 s against 0.08 s.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const core: typeof import('drizzle-orm') = require('drizzle-orm');
const pgCore: typeof import('drizzle-orm/pg-core') = require('drizzle-orm/pg-core');

export const { and, asc, count, desc, eq, gt, gte, inArray, isNull, lt, lte, max, ne, notInArray, or, sql, sum } = core;
export const { bigint, boolean, customType, date, doublePrecision, integer, jsonb, pgTable, text, timestamp, uuid } =
  pgCore;

/** Drizzle over PGlite, loaded when first asked for. */
export function loadPgliteDriver(): typeof import('drizzle-orm/pglite') {
  return require('drizzle-orm/pglite');
}

/** Drizzle over a PostgreSQL server, loaded when first asked for. */
export function loadServerDriver(): typeof import('drizzle-orm/node-postgres') {
  return require('drizzle-orm/node-postgres');
}
