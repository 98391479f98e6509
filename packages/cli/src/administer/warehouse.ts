// `i-speed warehouse copy`: the measurements of the data folder, or of a server, to another server or a cluster.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyWarehouse, type Place, WarehouseError } from '@i-speed/warehouse';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { readHubSettings } from './settings.ts';

export interface CopyFlags {
  readonly to: string;
  readonly cluster?: string;
  readonly from?: string;
}

/** Copies and tells each day; fails where a day has fewer measurements there than here. */
export async function runCopy({ from, to, cluster }: CopyFlags, speech: Speech): Promise<ExitCode> {
  const notUrl = [...to.split(','), ...(from ?? to).split(',')].find((url) => !URL.canParse(url));
  if (notUrl !== undefined) throw new CommandError(speech.say('notUrl', { url: notUrl }), exitCodes.usage);
  const sources = from === undefined ? [] : from.split(',').map(placeOf);
  const same = to.split(',').find((url) => sources.includes(placeOf(url)));
  if (same !== undefined) throw new CommandError(speech.say('copySame', { url: placeOf(same) }), exitCodes.usage);
  const source: Place = from === undefined ? { path: ownFolder(speech) } : { url: from };
  let copied = 0;
  const short: string[] = [];
  try {
    await copyWarehouse(source, { url: to, ...(cluster !== undefined && { cluster }) }, ({ day, there, here }) => {
      console.log(speech.say('copiedDay', { day, there, here }));
      copied += there;
      if (here < there) short.push(day);
    });
  } catch (error) {
    if (error instanceof WarehouseError) throw new CommandError(error.message);
    throw error;
  }
  if (short.length > 0) throw new CommandError(speech.say('copyShort', { days: short.join(', ') }));
  console.log(speech.say('copied', { count: copied }));
  return exitCodes.ok;
}

/** Server and database, whoever asks. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(url.trim());
  return `${origin}${pathname}`;
}

/** A folder that is not there would be made, and nothing copied from it. */
function ownFolder(speech: Speech): string {
  const folder = join(readHubSettings(speech).dataDir, 'warehouse');
  if (!existsSync(folder)) throw new CommandError(speech.say('noMeasurements', { folder }));
  return folder;
}
