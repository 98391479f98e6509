// Opens PostgreSQL: PGlite in this process, or a server; brings the schema up to date.
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { loadPgliteDriver, loadServerDriver, sql } from './drizzle.ts';

/** Where accounts, points and campaigns are kept: a folder of this process's own engine, or a server by URL. */
export type StorePlace = { readonly path: string } | { readonly url: string };

/** What both engines have in common. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface Store {
  readonly database: Database;
  /** Text with `$1` parameters, or several statements without any; for the queue of jobs, which brings its own. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  close(): Promise<void>;
}

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any number that no other program uses for its advisory lock: hubs that start together migrate one after another. */
const MIGRATION_LOCK = 7_302_026;

/** Opens the place and applies missing migrations, all in one transaction. Throws an Error of one line that names the place, the engine's own as its cause. */
export async function openStore(place: StorePlace): Promise<Store> {
  const store = 'path' in place ? await openEmbedded(place.path) : await openServer(place.url);
  try {
    await migrate(store.database);
    return store;
  } catch (cause) {
    await store.close();
    const where = 'path' in place ? place.path : new URL(place.url).host;
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new Error(`PostgreSQL at ${where} cannot be used: ${why}`, { cause });
  }
}

async function openEmbedded(path: string): Promise<Store> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { drizzle } = loadPgliteDriver();
  // It holds what says who people are, and the key of tickets.
  await mkdir(path, { recursive: true });
  await chmod(path, 0o700);
  const engine = await PGlite.create(path);
  return {
    database: drizzle({ client: engine }),
    async executeSql(text, values = []) {
      if (values.length > 0) return engine.query(text, values);
      return (await engine.exec(text)).at(-1) ?? { rows: [] };
    },
    close: () => engine.close(),
  };
}

async function openServer(url: string): Promise<Store> {
  const { default: pg } = await import('pg');
  const { drizzle } = loadServerDriver();
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000 });
  // An idle connection that the server drops is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    database: drizzle({ client: pool }),
    executeSql: (text, values) => pool.query(text, values),
    close: () => pool.end(),
  };
}

async function migrate(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    await transaction.execute(
      sql`CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const applied = new Set(await names(transaction, sql`SELECT name FROM schema_migrations`));
    const own = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'));
    const newer = [...applied].filter((name) => !own.includes(name));
    if (newer.length > 0)
      throw new Error(`a newer version of i-Speed has used it (${newer.sort().join(', ')}): start that one`);
    for (const name of own.sort()) {
      if (applied.has(name)) continue;
      for (const statement of readFileSync(new URL(name, FOLDER), 'utf8').split(/;\s*$/m))
        if (statement.trim() !== '') await transaction.execute(sql.raw(statement));
      await transaction.execute(sql`INSERT INTO schema_migrations (name) VALUES (${name})`);
    }
  });
}

async function names(database: Pick<Database, 'execute'>, query: SQL): Promise<string[]> {
  const result = await database.execute(query);
  return asRows(result).map(({ name }) => name);
}

/** Guarantee: both engines answer `execute` with an object whose `rows` are the result's rows; called only for queries of one text column `name`. */
function asRows(result: unknown): { name: string }[] {
  return (result as { rows: { name: string }[] }).rows;
}
