// `i-speed publish`: closes a month of the data folder, or corrects one.
import { openHub, ProblemError } from '@i-speed/hub';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { explainFolderError } from '../start/data-folder.ts';
import { checkMonth, readHubSettings } from './settings.ts';

/** Publishes and tells version and checksum. Throws a CommandError for a month that cannot be published, with the reason. */
export async function runPublish(month: string, note: string | undefined, speech: Speech): Promise<ExitCode> {
  checkMonth(month, speech);
  const config = readHubSettings(speech);
  await using hub = await openHub(config).catch((error: unknown) => {
    throw explainFolderError(error, config.dataDir, speech);
  });
  try {
    const { version, checksum, received, counted } = await hub.publish(month, note);
    console.log(speech.say('published', { month, version, received, counted, checksum }));
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof ProblemError) throw new CommandError(error.message);
    throw error;
  }
}
