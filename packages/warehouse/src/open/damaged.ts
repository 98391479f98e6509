// Parts of tables that cannot be read: found at the start and set aside, so that one cut file does not stop every question and every write.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { select } from '../read/select.ts';
import type { Connections } from './connect.ts';

/** A part of a table that is no longer read. */
export interface DamagedPart {
  readonly table: string;
  readonly part: string;
  /** Folder in which it lies now. */
  readonly path: string;
}

/** What lies in a part's folder beside the files that its size is reckoned from. */
const UNCOUNTED: ReadonlySet<string> = new Set([
  'checksums.txt',
  'columns.txt',
  'columns_substreams.txt',
  'default_compression_codec.txt',
  'metadata_version.txt',
]);

/**
 * Sets aside the parts of this process's own folder whose files are shorter than they were written, each only after the engine has read it
 * through and found the same; never what says which migrations were applied. The engine itself sees some of them at its start and stumbles over the others at every query.
 */
export async function setDamagedAside(connections: Connections): Promise<void> {
  const parts = await select<DamagedPart & { readonly sizeBytes: string }>(connections, {
    sql: `SELECT table, name AS part, path, toString(bytes_on_disk) AS sizeBytes FROM system.parts
      WHERE active AND database = currentDatabase() AND table != 'schema_migrations'`,
  });
  for (const { table, part, path, sizeBytes } of parts) {
    if ((await countedBytes(path)) >= Number(sizeBytes)) continue;
    const isWhole = await connections.read(async (client) => {
      const query = `CHECK TABLE ${table} PART '${part}'`;
      const [row] = await (await client.query({ query, format: 'JSONEachRow' })).json<{ result: number }>();
      return row?.result === 1;
    });
    if (!isWhole) await connections.define(`ALTER TABLE ${table} DETACH PART '${part}'`);
  }
}

/** What was set aside as damaged, here or by the engine, and not taken away since, by table and part. */
export function damagedParts(connections: Connections): Promise<DamagedPart[]> {
  return select<DamagedPart>(connections, {
    sql: `SELECT table, name AS part, path FROM system.detached_parts
      WHERE database = currentDatabase() AND (ifNull(reason, '') = '' OR startsWith(reason, 'broken')) ORDER BY table, name`,
  });
}

async function countedBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !UNCOUNTED.has(entry.name));
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
