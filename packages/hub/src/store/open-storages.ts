// Opens both storages side by side: ClickHouse and PostgreSQL, in the data folder or on the servers that are set.
import { join } from 'node:path';
import { openWarehouse, type Warehouse } from '@i-speed/warehouse';
import type { HubConfig } from '../config.ts';
import { openStore, type Store } from './open-store.ts';

/** What opened is closed by `opening`, also where the other did not. Throws what the first of them threw. */
export async function openStorages(
  { dataDir, clickhouseUrl, clickhouseCluster, databaseUrl }: HubConfig,
  opening: AsyncDisposableStack,
): Promise<{ warehouse: Warehouse; store: Store }> {
  const [warehouse, store] = await Promise.allSettled([
    openWarehouse(
      clickhouseUrl === undefined
        ? { path: join(dataDir, 'warehouse') }
        : { url: clickhouseUrl, ...(clickhouseCluster !== undefined && { cluster: clickhouseCluster }) },
    ),
    openStore(databaseUrl === undefined ? { path: join(dataDir, 'store') } : { url: databaseUrl }),
  ]);
  if (warehouse.status === 'fulfilled') opening.defer(() => warehouse.value.close());
  if (store.status === 'fulfilled') opening.defer(() => store.value.close());
  if (warehouse.status === 'rejected') throw warehouse.reason;
  if (store.status === 'rejected') throw store.reason;
  return { warehouse: warehouse.value, store: store.value };
}
