// Compiles the emulator when its source has changed; the program lies outside the repository's history.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const sourceFolder = fileURLToPath(new URL('../../link/', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../../../node_modules/.cache/i-speed/', import.meta.url));
const flags = ['-std=gnu17', '-O2', '-Wall', '-Wextra', '-Werror'];

/** Path of the emulator built from today's source. Several processes may ask at once; each gets a whole program. */
export async function buildEmulator(): Promise<string> {
  const sources = (await readdir(sourceFolder)).filter((name) => /\.[ch]$/.test(name)).sort();
  const hash = createHash('sha256').update(flags.join(' '));
  for (const name of sources) hash.update(name).update(await readFile(join(sourceFolder, name)));
  const name = `linkemu-${process.arch}-${hash.digest('hex').slice(0, 16)}`;
  const program = join(await writableCache(), name);
  if (await exists(program)) return program;
  const draft = `${program}.${process.pid}.${Date.now()}`;
  const units = sources.filter((source) => source.endsWith('.c')).map((source) => join(sourceFolder, source));
  await run('cc', [...flags, '-o', draft, ...units, '-lm']);
  await rename(draft, program);
  return program;
}

async function writableCache(): Promise<string> {
  for (const folder of [cacheFolder, join(tmpdir(), 'i-speed-cache')]) {
    const made = await mkdir(folder, { recursive: true }).then(
      () => true,
      () => false,
    );
    if (made) return folder;
  }
  throw new Error('no folder can be written for the link emulator');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
