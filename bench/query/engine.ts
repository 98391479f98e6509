// The engine of a warehouse's folder, for what no question asks: making rows, and looking at parts on disk.
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';

export interface Engine {
  command(query: string): Promise<void>;
  rows<T>(query: string): Promise<T[]>;
  text(query: string): Promise<string>;
}

/** A session of its own on the folder; large blocks, so that a month becomes few parts. */
export function openEngine(folder: string): Engine {
  const client = createClient({
    connection: asConnection(createChdbConnection({ path: join(folder, 'clickhouse') })),
    clickhouse_settings: {
      max_partitions_per_insert_block: '0',
      min_insert_block_size_rows: '3000000',
      max_insert_threads: '2',
    },
  });
  return {
    async command(query) {
      await client.command({ query });
    },
    rows: async <T>(query: string) => (await client.query({ query, format: 'JSONEachRow' })).json<T>(),
    text: async (query) => (await client.query({ query, format: 'CSV' })).text(),
  };
}

/** Guarantee: chdb implements the client's own contract; only two copies of its type declarations differ by a private field. */
function asConnection(connection: unknown): Connection {
  return connection as Connection;
}

type Connection = NonNullable<NonNullable<Parameters<typeof createClient>[0]>['connection']>;
