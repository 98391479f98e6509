// Reads a month's files back, having held each against its checksum.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calendarMonth, type OpenDataFile, openDataFile } from '@i-speed/spec';
import * as z from 'zod';
import type { MonthFiles } from '../publication/make-tables.ts';
import { COMMUNE_COLUMNS, MEASUREMENT_COLUMNS } from './columns.ts';
import { parseRows } from './parse-rows.ts';

const manifest = z.object({
  month: calendarMonth,
  edition: z.iso.date(),
  leastDevices: z.int().positive(),
  files: z.array(openDataFile),
});

/** The rows of a folder of open data. Throws Error naming the file that is missing, or is not what the manifest says. */
export async function readMonth(folder: string): Promise<MonthFiles & { readonly edition: string }> {
  const { month, edition, leastDevices, files } = await readManifest(folder);
  const read = async (name: string) => {
    const told = files.find((file) => file.name === name);
    if (told === undefined) throw new Error(`the manifest names no ${name}`);
    const bytes = await readHeld(folder, told);
    if (bytes instanceof Error) throw bytes;
    return bytes.toString('utf8');
  };
  return {
    month,
    edition,
    leastDevices,
    measurements: parseRows(await read(`measurements-${month}.csv`), MEASUREMENT_COLUMNS),
    communes: parseRows(await read(`communes-${month}.csv`), COMMUNE_COLUMNS),
  };
}

/** Holds every file of the manifest against its checksum. Throws Error with a line for each that is missing or differs. */
export async function checkFiles(folder: string): Promise<void> {
  const faults: string[] = [];
  // One after the other: a month's files together may be larger than memory.
  for (const file of (await readManifest(folder)).files) {
    const held = await readHeld(folder, file);
    if (held instanceof Error) faults.push(held.message);
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** A file's bytes, or what is wrong with it. */
async function readHeld(folder: string, { name, sha256 }: OpenDataFile): Promise<Buffer | Error> {
  const bytes = await readFile(join(folder, name)).catch((cause: unknown) => {
    return new Error(`${name} cannot be read, which the manifest names`, { cause });
  });
  if (bytes instanceof Error) return bytes;
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === sha256 ? bytes : new Error(`${name} is not what was published: its SHA-256 is ${found}`);
}

async function readManifest(folder: string): Promise<z.infer<typeof manifest>> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch (cause) {
    throw new Error('manifest.json is no manifest of a month', { cause });
  }
}
