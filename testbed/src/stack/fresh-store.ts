// An empty PostgreSQL for tests, ready at once.
import { cp } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { makeOnce, versionOf } from './make-once.ts';

/** Copies an empty PGlite to `folder`: making one takes seconds. */
export async function copyFreshStore(folder: string): Promise<void> {
  const made = await makeOnce('store', versionOf(), async (making) => (await PGlite.create(making)).close());
  await cp(made, folder, { recursive: true });
}
