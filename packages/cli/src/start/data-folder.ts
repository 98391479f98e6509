// Sees before anything slow begins whether the data folder can be written, and says in a person's words what is wrong with it.
import { access, constants } from 'node:fs/promises';
import { ConfigError } from '@i-speed/hub';
import { makeFolder } from '@i-speed/point';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

/** Makes the folder where it is missing; throws a CommandError when it cannot be written; `name` is the setting to change. */
export async function checkDataFolder(folder: string, speech: Speech, name = 'I_SPEED_DATA'): Promise<void> {
  try {
    await makeFolder(folder, 0o750);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new CommandError(speech.say('folderNotWritable', { folder, name, detail: codeOf(error) ?? String(error) }));
  }
}

/** The same words for what opening the stores in the folder threw, and for a setting that shows itself bad then; other errors come back as they are. */
export function explainFolderError(error: unknown, folder: string, speech: Speech): unknown {
  if (error instanceof ConfigError) {
    const lines = error.faults.map((fault) => `  ${fault}`);
    return new CommandError([speech.say('badSettings'), ...lines].join('\n'), exitCodes.usage);
  }
  const detail = error instanceof Error ? error.message : '';
  switch (codeOf(error)) {
    case 'folder-locked': {
      const pid = /process (\d+)/.exec(detail)?.[1] ?? '?';
      return new CommandError(speech.say('folderInUse', { folder, pid }));
    }
    case 'folder-unusable':
      return new CommandError(speech.say('folderNotWritable', { folder, name: 'I_SPEED_DATA', detail }));
    case 'unavailable':
      return new CommandError(detail);
    default:
      return error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
