// An empty PostgreSQL for tests, ready at once.
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Copies an empty PGlite to `folder`. Making one takes seconds, so one is made for each version of PGlite on a machine, and copied. */
export async function copyFreshStore(folder: string): Promise<void> {
  await cp(await makeOnce(), folder, { recursive: true });
}

async function makeOnce(): Promise<string> {
  const { mtimeMs } = statSync(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const made = join(tmpdir(), `i-speed-fresh-store-${Math.floor(mtimeMs)}`);
  if (existsSync(made)) return made;
  const making = mkdtempSync(`${made}-`);
  await (await PGlite.create(making)).close();
  try {
    renameSync(making, made);
  } catch {
    // Another test file was first.
    rmSync(making, { recursive: true });
  }
  return made;
}
