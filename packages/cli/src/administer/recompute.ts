// `i-speed recompute`: the published tables again, from nothing but the open data files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differingParts, type Recomputed, recomputeFolder } from '@i-speed/hub';
import { openReference } from '@i-speed/reference';
import { type PublicationTables, publicationTables } from '@i-speed/spec';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { checkMonth, readHubSettings } from './settings.ts';

/** Tells whether the tables are those that were published; code `failed` where they are not. Refuses those of another version of the method. */
export async function runRecompute(month: string, given: string | undefined, speech: Speech): Promise<ExitCode> {
  checkMonth(month, speech);
  const { dataDir, openDataDir } = readHubSettings(speech);
  const folder = given ?? newestFolder(join(openDataDir, month));
  if (folder === undefined || !existsSync(join(folder, 'manifest.json')))
    throw new CommandError(speech.say('noOpenData', { month, folder: folder ?? join(openDataDir, month) }));
  const made = await recompute(folder, join(dataDir, 'reference'));
  if (made.month !== month) throw new CommandError(speech.say('otherMonth', { month, found: made.month }));
  const published = readTables(join(folder, 'tables.json'), speech);
  const { methodVersion } = made.tables;
  const publishedBy = versionOf(published);
  if (publishedBy !== undefined && publishedBy !== methodVersion)
    throw new CommandError(speech.say('otherMethod', { month, folder, published: publishedBy, own: methodVersion }));
  const differing = differingParts(made.tables, tablesOf(published, join(folder, 'tables.json'), speech));
  if (differing.length === 0) {
    console.log(speech.say('recomputedSame', { month, folder, checksum: made.checksum }));
    return exitCodes.ok;
  }
  console.error(speech.say('recomputedOther', { month, folder, parts: differing.join(', ') }));
  return exitCodes.failed;
}

async function recompute(folder: string, referenceDir: string): Promise<Recomputed> {
  try {
    return await recomputeFolder(folder, openReference({ dataDir: referenceDir }));
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

function readTables(file: string, speech: Speech): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(speech.say('noTables', { file, detail }));
  }
}

/** The tables themselves, once it is known that their version of the method is this program's. */
function tablesOf(published: unknown, file: string, speech: Speech): PublicationTables {
  const parsed = publicationTables.safeParse(published);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new CommandError(speech.say('noTables', { file, detail: faults.slice(0, 3).join('; ') }));
}

/** Version of the method that tables say they were made by; absent where they say none. */
function versionOf(tables: unknown): string | undefined {
  const said = typeof tables === 'object' && tables !== null && 'methodVersion' in tables && tables.methodVersion;
  return typeof said === 'string' ? said : undefined;
}

function newestFolder(ofMonth: string): string | undefined {
  if (!existsSync(ofMonth)) return undefined;
  const versions = readdirSync(ofMonth).flatMap((name) => (/^v\d+$/.test(name) ? [Number(name.slice(1))] : []));
  return versions.length === 0 ? undefined : join(ofMonth, `v${Math.max(...versions)}`);
}
