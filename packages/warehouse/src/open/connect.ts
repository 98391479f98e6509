// The connections to ClickHouse: sessions of the engine in this process, or HTTP to a server; the same client on both.
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { localName, onCluster } from '../migrate/cluster-schema.ts';
import { WarehouseError } from './errors.ts';
import { type FolderLock, lockFolder } from './lock-folder.ts';

/**
 * Where the measurements live: a folder of this process's own engine, or a server by URL (user and password in the URL). With `cluster`
 * (its name in the servers' `remote_servers`) the URLs, divided by commas, are those of all nodes; with Keeper one is enough. The first
 * is spoken to.
 */
export type Place = { readonly path: string } | { readonly url: string; readonly cluster?: string };

export interface Connections {
  /** Answers that read more measurements may be older (build/answer/older-answers.ts). */
  readonly longRows: number;
  /** For inserts and migrations: never waits behind a reader. */
  readonly writer: ClickHouseClient;
  /** Drawn at opening, 0 to 65,535: tells hubs that write to one server apart. */
  readonly writerNumber: number;
  /**
   * Of the own engine, whose clock is this machine's: until when builds hold what was kept, milliseconds since 1970. What is kept is never dated
   * before it, also where the clock stepped back: it would be taken for a part of a build that was made without it.
   */
  readonly builtUntil?: { ms: number };
  /** Says a statement of the schema, in the form that the place needs. */
  define(statement: string): Promise<void>;
  /** Drops a part of a table wherever its rows lie. */
  dropPartition(table: string, partition: string): Promise<void>;
  /** The reader that serves the fewest queries now. */
  read<T>(work: (client: ClickHouseClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** An embedded session runs its queries one after another; so many may run side by side. */
const EMBEDDED_READERS = 3;

/** Of so many measurements a first question takes a second on two cores. */
const LONG_ROWS = 5_000_000;

/** Said with every query: an insert is on disk when it returns, wherever the server's defaults point, and what is to be erased is not read. */
const SETTINGS = {
  async_insert: 0,
  max_partitions_per_insert_block: '0',
  do_not_merge_across_partitions_select_final: 1,
  apply_mutations_on_fly: 1,
} as const;

/** An insert is on every shard it belongs to when it returns, and a question sees all shards or fails; a set asked of all is made once. */
const CLUSTER_SETTINGS = {
  ...SETTINGS,
  distributed_foreground_insert: 1,
  distributed_product_mode: 'global',
  prefer_localhost_replica: 1,
} as const;

/**
 * Compiling a query's expressions costs the first of its kind 0.4 s, more than it gives back to an engine that serves one hub. Groups of years
 * go to disk where they would take more of the memory than the hub has.
 */
const EMBEDDED_SETTINGS = {
  ...SETTINGS,
  max_bytes_before_external_group_by: '400000000',
  max_bytes_before_external_sort: '400000000',
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
} as const;

/** Failures are thrown to the caller, who logs them once. */
const QUIET = { level: ClickHouseLogLevel.OFF };

/** Opens the place. Throws WarehouseError `folder-locked` or `folder-unusable`; a server is not contacted yet. */
export async function connect(place: Place): Promise<Connections> {
  return 'path' in place ? connectEmbedded(resolve(place.path)) : connectServer(place);
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

async function connectServer({
  url,
  cluster,
}: {
  readonly url: string;
  readonly cluster?: string;
}): Promise<Connections> {
  const nodes = url.split(',').map((one) =>
    createClient({
      url: one.trim(),
      clickhouse_settings: cluster === undefined ? SETTINGS : CLUSTER_SETTINGS,
      log: QUIET,
      request_timeout: 30_000,
    }),
  );
  const [first] = nodes;
  if (first === undefined) throw new WarehouseError('unavailable', 'no ClickHouse server is named');
  return pool(first, [first], undefined, cluster === undefined ? undefined : { cluster, nodes });
}

interface Nodes {
  readonly cluster: string;
  readonly nodes: readonly ClickHouseClient[];
}

/** How the schema is said: to the one engine, or to every node in its local and its Distributed form. */
function speaker(writer: ClickHouseClient, nodes: Nodes | undefined): Pick<Connections, 'define' | 'dropPartition'> {
  const toAll = async (clients: readonly ClickHouseClient[], query: string) => {
    for (const client of clients) await client.command({ query });
  };
  if (nodes === undefined) {
    return {
      define: (statement) => toAll([writer], statement),
      dropPartition: (table, partition) => toAll([writer], `ALTER TABLE ${table} DROP PARTITION ${partition}`),
    };
  }
  const keeper = hasKeeper(writer);
  const listeners = async () => ((await keeper) ? [writer] : nodes.nodes);
  return {
    async define(statement) {
      const setting = { name: nodes.cluster, hasKeeper: await keeper };
      for (const form of onCluster(statement, setting)) await toAll(await listeners(), form);
    },
    async dropPartition(table, partition) {
      const everywhere = (await keeper) ? ` ON CLUSTER '${nodes.cluster}'` : '';
      await toAll(await listeners(), `ALTER TABLE ${localName(table)}${everywhere} DROP PARTITION ${partition}`);
    },
  };
}

/** Servers without Keeper (or ZooKeeper) do not know the table in which it is seen. A server that does not answer fails at the next statement. */
async function hasKeeper(client: ClickHouseClient): Promise<boolean> {
  try {
    await client.query({ query: "SELECT 1 FROM system.zookeeper WHERE path = '/' LIMIT 1" });
    return true;
  } catch {
    return false;
  }
}

function pool(writer: ClickHouseClient, readers: ClickHouseClient[], lock?: FolderLock, nodes?: Nodes): Connections {
  const busy = new Map(readers.map((client) => [client, 0]));
  return {
    ...speaker(writer, nodes),
    writer,
    writerNumber: randomInt(65_536),
    longRows: LONG_ROWS,
    ...(lock && { builtUntil: { ms: 0 } }),
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
      for (const client of new Set([...readers, writer, ...(nodes?.nodes ?? [])])) await client.close();
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
