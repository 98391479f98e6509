// The connections to ClickHouse: sessions of the engine in this process, or HTTP to a server; the same client on both.
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { WarehouseError } from './errors.ts';
import { type FolderLock, lockFolder } from './lock-folder.ts';

/** Where the measurements live: a folder of this process's own engine, or a server by URL (user and password in the URL). */
export type Place = { readonly path: string } | { readonly url: string };

export interface Connections {
  /** For inserts and migrations: never waits behind a reader. */
  readonly writer: ClickHouseClient;
  /** Drawn at opening, 0 to 65,535: tells hubs that write to one server apart. */
  readonly writerNumber: number;
  /** The reader that serves the fewest queries now. */
  read<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** An embedded session runs its queries one after another; so many may run side by side. */
const EMBEDDED_READERS = 3;

/** Said with every query: an insert is on disk when it returns, wherever the server's defaults point. */
const SETTINGS = {
  async_insert: 0,
  max_partitions_per_insert_block: '0',
  do_not_merge_across_partitions_select_final: 1,
} as const;

/** Compiling a query's expressions costs the first of its kind 0.4 s, more than it gives back to an engine that serves one hub. */
const EMBEDDED_SETTINGS = {
  ...SETTINGS,
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
} as const;

/** Failures are thrown to the caller, who logs them once. */
const QUIET = { level: ClickHouseLogLevel.OFF };

/** Opens the place. Throws WarehouseError `folder-locked` or `folder-unusable`; a server is not contacted yet. */
export async function connect(place: Place): Promise<Connections> {
  return 'path' in place ? connectEmbedded(resolve(place.path)) : connectServer(place.url);
}

async function connectEmbedded(path: string): Promise<Connections> {
  const lock = lockFolder(path);
  try {
    const { createChdbConnection } = await import('chdb/connection');
    const session = () =>
      createClient({
        connection: asConnection(createChdbConnection({ path: engineFolder(path) })),
        clickhouse_settings: EMBEDDED_SETTINGS,
        log: QUIET,
      });
    const writer = session();
    return pool(writer, Array.from({ length: EMBEDDED_READERS }, session), lock);
  } catch (cause) {
    lock.release();
    throw new WarehouseError(
      'folder-unusable',
      `the ClickHouse engine cannot open ${path}: ${firstLine(cause)}`,
      cause,
    );
  }
}

function connectServer(url: string): Connections {
  const client = createClient({ url, clickhouse_settings: SETTINGS, log: QUIET, request_timeout: 30_000 });
  return pool(client, [client]);
}

function pool(writer: ClickHouseClient, readers: ClickHouseClient[], lock?: FolderLock): Connections {
  const busy = new Map(readers.map((client) => [client, 0]));
  return {
    writer,
    writerNumber: randomInt(65_536),
    async read(work) {
      const [client, running] = [...busy].reduce((least, next) => (next[1] < least[1] ? next : least));
      busy.set(client, running + 1);
      try {
        return await work(client);
      } finally {
        busy.set(client, (busy.get(client) ?? 1) - 1);
      }
    },
    async close() {
      for (const client of new Set([...readers, writer])) await client.close();
      lock?.release();
    },
  };
}

/** Guarantee: chdb implements the client's own contract; only two copies of its type declarations differ by a private field. */
function asConnection(connection: unknown): Connection {
  return connection as Connection;
}

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;

function engineFolder(path: string): string {
  const folder = resolve(path, 'clickhouse');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
