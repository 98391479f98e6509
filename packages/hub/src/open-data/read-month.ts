// Reads a month's files back, having held each against its checksum.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calendarMonth, openDataFile } from '@i-speed/spec';
import * as z from 'zod';
import type { MonthFiles } from '../publication/make-tables.ts';
import { COMMUNE_COLUMNS, MEASUREMENT_COLUMNS } from './columns.ts';
import { parseRows } from './csv.ts';

const manifest = z.object({ month: calendarMonth, edition: z.iso.date(), files: z.array(openDataFile) });

/** The rows of a folder of open data. Throws Error naming the file that is missing, or is not what the manifest says. */
export async function readMonth(folder: string): Promise<MonthFiles & { readonly edition: string }> {
  const { month, edition, files } = await readManifest(folder);
  const read = async (name: string) => {
    const told = files.find((file) => file.name === name);
    if (told === undefined) throw new Error(`the manifest names no ${name}`);
    const bytes = await readFile(join(folder, name)).catch((cause: unknown) => {
      throw new Error(`${name} cannot be read, which the manifest names`, { cause });
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== told.sha256) throw new Error(`${name} is not what was published: its SHA-256 is ${sha256}`);
    return bytes.toString('utf8');
  };
  return {
    month,
    edition,
    measurements: parseRows(await read(`measurements-${month}.csv`), MEASUREMENT_COLUMNS),
    communes: parseRows(await read(`communes-${month}.csv`), COMMUNE_COLUMNS),
  };
}

async function readManifest(folder: string): Promise<z.infer<typeof manifest>> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
  } catch (cause) {
    throw new Error('manifest.json is no manifest of a month', { cause });
  }
}
