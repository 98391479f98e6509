// Brings the schema up to date: numbered .sql files, applied once each in order, kept in a ledger.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Connections } from '../open/connect.ts';
import { WarehouseError } from '../open/errors.ts';

const FOLDER = new URL('../migrations/', import.meta.url);

/**
 * Applies what is missing. Every statement is written so that repeating it does no harm: a migration that died half-way, or that two hubs
 * began at once, is simply run again; where the other hub has come further, so that it cannot be run any more, it stands in the ledger.
 * Throws WarehouseError `migration-changed` when an applied file is no longer what it was, and `migration-newer` when one is applied that
 * this version does not know: a newer one has been here, and what it keeps would be misread.
 */
export async function migrate(connections: Connections): Promise<void> {
  const client = connections.writer;
  await connections.define(`CREATE TABLE IF NOT EXISTS schema_migrations (name String, checksum String, applied_at DateTime64(3, 'UTC'))
      ENGINE = ReplacingMergeTree ORDER BY name SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`);
  let applied = await readLedger(client);
  const own = migrationNames();
  const newer = [...applied.keys()].filter((name) => !own.includes(name));
  if (newer.length > 0)
    throw new WarehouseError(
      'migration-newer',
      `a newer version of i-Speed has kept measurements here (${newer.sort().join(', ')}): start that one`,
    );
  for (const name of own) {
    const sql = readFileSync(new URL(name, FOLDER), 'utf8');
    const checksum = createHash('sha256').update(sql).digest('hex');
    const isApplied = () => {
      const known = applied.get(name);
      if (known !== undefined && known !== checksum)
        throw new WarehouseError('migration-changed', `migration ${name} was changed after it had been applied`);
      return known !== undefined;
    };
    if (isApplied()) continue;
    try {
      for (const statement of statements(sql)) await connections.define(statement);
    } catch (cause) {
      applied = await readLedger(client);
      if (isApplied()) continue;
      throw cause;
    }
    await client.insert({
      table: 'schema_migrations',
      values: [{ name, checksum, applied_at: new Date().toISOString().replace('T', ' ').replace('Z', '') }],
      format: 'JSONEachRow',
    });
    // Another hub may have gone on meanwhile.
    applied = await readLedger(client);
  }
}

/** File names in the order in which they apply. */
export function migrationNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
}

/** The statements of a file: each ends with a semicolon at the end of a line; comment lines fall away. */
export function statements(sql: string): string[] {
  return sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

async function readLedger(client: Connections['writer']): Promise<Map<string, string>> {
  const answer = await client.query({
    query: 'SELECT name, checksum FROM schema_migrations FINAL',
    format: 'JSONEachRow',
  });
  const rows = await answer.json<{ name: string; checksum: string }>();
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}
