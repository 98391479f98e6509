// An erasure that never comes from the first store to the second, for the suite that kills it there.

import type { HubConfig } from '../src/index.ts';
import { eraseOwn } from '../src/own/erase.ts';
import { openStorages } from '../src/store/open-storages.ts';

const FOR_EVER_MS = 600_000;

/** Calls `then` once everything of the install is gone from the warehouse, and stays there until it is killed. */
export async function eraseHalf(config: HubConfig, installId: string, then: () => void): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const { warehouse, store } = await openStorages(config, opened);
  const eraseDevice = async (install: string) => {
    const count = await warehouse.eraseDevice(install);
    then();
    await new Promise((resolve) => setTimeout(resolve, FOR_EVER_MS));
    return count;
  };
  const desk = { warehouse: { ...warehouse, eraseDevice }, database: store.database, clock: Date.now };
  await eraseOwn({ ...desk, country: { timeZone: 'Asia/Ho_Chi_Minh' } }, installId);
}
