// Folders that take seconds to make and are always the same: made once on a machine, and copied by tests.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../../', import.meta.url);

/** The folder of that name and version, made when it is not there yet; `make` fills the one that it is given. */
export async function makeOnce(
  name: string,
  version: string,
  make: (folder: string) => Promise<unknown>,
): Promise<string> {
  const made = join(tmpdir(), `i-speed-fresh-${name}-${version}`);
  if (existsSync(made)) return made;
  const making = mkdtempSync(`${made}-`);
  await make(making);
  try {
    renameSync(making, made);
  } catch {
    // Another test file was first.
    rmSync(making, { recursive: true });
  }
  return made;
}

/** A version that changes with the packages of the lock file and with any file of the folders, which stand from the root. */
export function versionOf(...folders: readonly string[]): string {
  const hash = createHash('sha256').update(readFileSync(new URL('package-lock.json', ROOT)));
  for (const folder of folders)
    for (const name of readdirSync(new URL(folder, ROOT)).sort())
      hash.update(name).update(readFileSync(new URL(folder + name, ROOT)));
  return hash.digest('hex').slice(0, 16);
}
