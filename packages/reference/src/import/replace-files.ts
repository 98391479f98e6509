// Writes files so that a reader, or a crash, finds each of them old or new and never half.
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes texts by path below the folder: all of them beside their places first, then moves them in. */
export async function replaceFiles(folder: string, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of texts) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await using file = await open(join(folder, `${path}.new`), 'w');
    await file.writeFile(text);
    await file.sync();
  }
  for (const path of texts.keys()) await rename(join(folder, `${path}.new`), join(folder, path));
}
