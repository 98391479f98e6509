// What stands in a demo's data folder: nothing, a half-loaded country, a whole one, or something of a person's own.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeWhole } from '../submit/state-folder.ts';

const FILE = 'demo.json';

const mark = z.object({
  state: z.enum(['loading', 'loaded']),
  seed: z.number(),
  total: z.number(),
  /** What the loader's code was: a country of an older one is made again. */
  edition: z.number(),
});
export type DemoMark = z.infer<typeof mark>;

/** `foreign` is a folder with data that no demo wrote, `unreadable` one whose mark is cut off or another's; nothing of either is touched. */
export type FolderState = 'empty' | 'half' | 'whole' | 'other-country' | 'foreign' | 'unreadable';

export async function readDemoFolder(folder: string, wanted: Omit<DemoMark, 'state'>): Promise<FolderState> {
  const entries = await readdir(folder).catch(() => []);
  // A mark that was being written when its writer ended is no data.
  if (entries.every((name) => name.startsWith(`${FILE}.`))) return 'empty';
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return 'foreign';
  const found = parseMark(text);
  if (found === undefined) return 'unreadable';
  if (found.state === 'loading') return 'half';
  const isWanted = found.seed === wanted.seed && found.total === wanted.total && found.edition === wanted.edition;
  return isWanted ? 'whole' : 'other-country';
}

function parseMark(text: string): DemoMark | undefined {
  try {
    return mark.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Writes the mark whole or not at all; before anything else when loading begins, after everything else when it is done. */
export async function markDemoFolder(folder: string, value: DemoMark): Promise<void> {
  await writeWhole(join(folder, FILE), `${JSON.stringify(value)}\n`);
}

/** Empties a folder that a demo marked. */
export async function clearDemoFolder(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    if (entry !== FILE) await rm(join(folder, entry), { recursive: true });
  }
}
