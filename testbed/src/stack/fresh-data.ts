// Storages that were opened once, copied: making their schemas takes a second or two of each hub, and of each warehouse, that a test opens.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { copyFreshStore } from './fresh-store.ts';
import { makeOnce, versionOf } from './make-once.ts';

const WAREHOUSE = 'packages/warehouse/src/migrations/';
const STORE = 'packages/hub/src/store/migrations/';

/** Gives the data folder of a hub storages with today’s schemas and nothing in them but a key of tickets. */
export async function copyFreshData(folder: string): Promise<void> {
  const made = await makeOnce('data', versionOf(STORE, WAREHOUSE), async (making) => {
    await copyFreshStore(join(making, 'store'));
    // Loaded here alone: what tests nothing but links loads no hub.
    const { hubConfig, openHub } = await import('@i-speed/hub');
    await (await openHub(hubConfig({ I_SPEED_DATA: making, LOG_LEVEL: 'silent' }))).close();
  });
  for (const name of ['store', 'warehouse']) await cp(join(made, name), join(folder, name), { recursive: true });
}

/** Gives the folder a warehouse with today's schema and nothing in it. */
export async function copyFreshWarehouse(folder: string): Promise<void> {
  const made = await makeOnce('warehouse', versionOf(WAREHOUSE), async (making) => {
    const { openWarehouse } = await import('@i-speed/warehouse');
    await (await openWarehouse({ path: making })).close();
  });
  await cp(made, folder, { recursive: true });
}
