// `i-speed admin create`: the first person who can sign in, made on the machine that holds the data.
import { randomBytes } from 'node:crypto';
import { openHub, ProblemError } from '@i-speed/hub';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { explainFolderError } from '../start/data-folder.ts';
import { readHubSettings } from './settings.ts';

/** Makes a national administrator. Throws a CommandError for an address that is none or is taken, and for a short password. */
export async function runCreateAdmin(
  { email, name }: { readonly email: string; readonly name: string },
  speech: Speech,
): Promise<ExitCode> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new CommandError(speech.say('badEmail', { value: email }), exitCodes.usage);
  const given = process.env.I_SPEED_ADMIN_PASSWORD || undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  const config = readHubSettings(speech);
  await using hub = await openHub(config).catch((error: unknown) => {
    throw explainFolderError(error, config.dataDir, speech);
  });
  try {
    await hub.createPerson({ name, email, password, grants: [{ role: 'national-admin' }] });
  } catch (error) {
    if (error instanceof ProblemError) throw new CommandError(error.message);
    throw error;
  }
  console.log(
    given === undefined ? speech.say('adminCreated', { email, password }) : speech.say('adminCreatedGiven', { email }),
  );
  return exitCodes.ok;
}
