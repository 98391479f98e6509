// Measurements wait here, one file each, until a hub has acknowledged them.
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Submission, submission } from '@i-speed/spec';
import * as z from 'zod';
import { writeWhole } from './state-folder.ts';

const entrySchema = z.strictObject({ hubUrl: z.url(), submission });

/** A measurement and the hub it is for. */
export type SpoolEntry = { hubUrl: string; submission: Submission };

export type Spool = {
  add(entry: SpoolEntry): Promise<void>;
  /** Takes an acknowledged measurement out. */
  remove(id: string): Promise<void>;
  /** Sets a refused measurement aside, so that it is not sent again and not lost. */
  setAside(id: string): Promise<void>;
  /** Everything that waits for this hub, oldest first; unreadable files are set aside. */
  list(hubUrl: string): Promise<SpoolEntry[]>;
};

/** A spool under the state folder. Files carry the measurement's id, so that the same one is never kept twice. */
export function openSpool(folder: string): Spool {
  const waiting = join(folder, 'spool');
  const aside = join(folder, 'refused');
  const fileOf = (id: string) => join(waiting, `${id}.json`);

  async function setAside(id: string): Promise<void> {
    await mkdir(aside, { recursive: true, mode: 0o700 });
    await rename(fileOf(id), join(aside, `${id}.json`));
  }

  return {
    add: (entry) => writeWhole(fileOf(entry.submission.id), JSON.stringify(entry)),
    remove: (id) => rm(fileOf(id), { force: true }),
    setAside,
    async list(hubUrl) {
      const names = (await readdir(waiting).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
      const entries: SpoolEntry[] = [];
      for (const name of names) {
        const entry = await readEntry(join(waiting, name));
        if (entry === undefined) await setAside(name.slice(0, -'.json'.length));
        else if (entry.hubUrl === hubUrl) entries.push(entry);
      }
      return entries;
    },
  };
}

async function readEntry(path: string): Promise<SpoolEntry | undefined> {
  try {
    return entrySchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
