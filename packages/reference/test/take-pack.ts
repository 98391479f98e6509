// What becomes of a boundary pack of the fictitious country, for tests of what is taken and what is refused.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { importBoundaries } from '../src/index.ts';

export const countryDir = join(import.meta.dirname, 'fictitious');

/** The test's own folder; each test has an empty one. */
let folder = '';
export const importedDir = () => join(folder, 'imported');

/** To be called by the file of tests. */
export function useFolder(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'i-speed-boundaries-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
}

/** Imports a pack, given as text or as what is written as JSON. */
export async function take(all: unknown): ReturnType<typeof importBoundaries> {
  const file = join(folder, 'pack.json');
  await writeFile(file, typeof all === 'string' ? all : JSON.stringify(all));
  return importBoundaries(file, importedDir(), { countryDir });
}
