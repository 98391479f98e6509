// The hub's settings for a command that works on the hub's data without serving it.
import { ConfigError, type HubConfig, hubConfig } from '@i-speed/hub';
import { CommandError, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';

/** Settings from the environment. Throws a CommandError of code `usage` naming every bad one. */
export function readHubSettings(speech: Speech): HubConfig {
  try {
    return hubConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const lines = error.faults.map((fault) => `  ${fault}`);
    throw new CommandError([speech.say('badSettings'), ...lines].join('\n'), exitCodes.usage);
  }
}

/** Throws a CommandError of code `usage` for what is no month. */
export function checkMonth(month: string, speech: Speech): void {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return;
  throw new CommandError(speech.say('badMonth', { value: month }), exitCodes.usage);
}
