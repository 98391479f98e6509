// Many rows at once: ten thousand as one JSON value take PGlite a third of the time that they take row by row.
import type { SQLWrapper } from 'drizzle-orm';
import { sql } from './drizzle.ts';
import type { Database } from './open-store.ts';

/**
 * The rows of a query, in its order, as objects with the names of its columns (snake_case). `Row` is what JSON makes of them: counts are
 * numbers, moments ISO texts, absent values null.
 */
export async function readMany<Row>(database: Pick<Database, 'select'>, query: SQLWrapper): Promise<Row[]> {
  const all = sql<string | null>`json_agg(found)::text`;
  const [found] = await database.select({ all }).from(sql`(${query}) AS found`);
  const rows: Row[] = JSON.parse(found?.all ?? '[]');
  return rows;
}
