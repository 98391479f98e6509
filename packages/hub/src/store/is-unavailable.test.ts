// What PostgreSQL itself raises, as it arrives through the driver.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from './drizzle.ts';
import { isStoreUnavailable } from './is-unavailable.ts';
import { openStore, type Store } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'i-speed-unavailable-'));
let store: Store;
beforeAll(async () => {
  store = await openStore({ path: folder });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const raised = (state: string) =>
  store.database.execute(sql.raw(`DO $$ BEGIN RAISE SQLSTATE '${state}'; END $$`)).catch((error: unknown) => error);

test('a full disk, lost connections, a server that stops and deadlocks pass: another try may do', async () => {
  for (const state of ['53100', '53300', '08006', '57P01', '57P03', '58030', '40P01'])
    expect([state, isStoreUnavailable(await raised(state))]).toEqual([state, true]);
});

test('what was asked wrongly stays wrong', async () => {
  for (const state of ['23505', '22021', '42P01', '57014'])
    expect([state, isStoreUnavailable(await raised(state))]).toEqual([state, false]);
});
