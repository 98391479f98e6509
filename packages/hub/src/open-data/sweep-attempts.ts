// Removes what a hub left that was killed while it wrote a month: nothing shows it, but it holds measurements of people, some of them erased since.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS } from '@i-speed/spec';

/** What folders of a month are called while they are written, after the version. */
export const MAKING = '.making-';
/** Hubs that share the folder may be writing: no file of a month takes so long. */
const LEFT_MS = HOUR_MS;

/** By the machine's own clock, which dates the files. Rejects where a folder that is there cannot be removed. */
export async function sweepAttempts(openDataDir: string): Promise<void> {
  for (const month of await readdir(openDataDir).catch(() => []))
    for (const name of await readdir(join(openDataDir, month)).catch(() => [])) {
      const folder = join(openDataDir, month, name);
      const changedMs = name.includes(MAKING) ? (await stat(folder).catch(() => undefined))?.mtimeMs : undefined;
      if (changedMs !== undefined && changedMs < Date.now() - LEFT_MS)
        await rm(folder, { recursive: true, force: true });
    }
}
