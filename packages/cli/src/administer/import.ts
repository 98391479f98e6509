// `i-speed reference import`, `import-network` and `import-contacts`: polygons, address tables, contacts, or every fault and no change.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { importBoundaries, importContacts, importNetwork } from '@i-speed/reference';
import { CommandError, type ExitCode, exitCodes } from '../exit-code.ts';
import type { Speech } from '../language/language.ts';
import { describeImportFault } from './import-words.ts';
import { readHubSettings } from './settings.ts';

export async function runImport(file: string, speech: Speech): Promise<ExitCode> {
  const { faults, warnings, applied, communes, codeKey } = await importBoundaries(
    known(file, speech),
    referenceDir(speech),
  );
  const tell = (fault: (typeof faults)[number]) => describeImportFault(fault, speech);
  for (const warning of warnings) console.error(speech.say('importWarning', { text: tell(warning) }));
  for (const fault of faults) console.error(tell(fault));
  if (!applied) throw new CommandError(speech.say('importRefused', { count: faults.length }));
  console.log(speech.say('importedBoundaries', { communes, key: codeKey ?? '' }));
  return exitCodes.ok;
}

export async function runImportNetwork(
  file: string,
  { onlyKnown, small }: { readonly onlyKnown?: true; readonly small?: true },
  speech: Speech,
): Promise<ExitCode> {
  const options = { onlyKnownSystems: onlyKnown === true, maySmall: small === true };
  const made = await importNetwork(known(file, speech), referenceDir(speech), options);
  for (const fault of made.faults) console.error(describeImportFault(fault, speech));
  if (made.faults.some(({ fault }) => fault === 'far-smaller')) console.error(speech.say('importSmall'));
  if (!made.applied) throw new CommandError(speech.say('importRefused', { count: made.faults.length }));
  const { ipv4Ranges, ipv6Ranges, leftOut, newSystems } = made;
  console.log(speech.say('importedNetwork', { ipv4: ipv4Ranges, ipv6: ipv6Ranges, left: leftOut }));
  for (const { asn, organisation } of newSystems) console.log(speech.say('newSystem', { asn, organisation }));
  return exitCodes.ok;
}

export async function runImportContacts(file: string, speech: Speech): Promise<ExitCode> {
  const { applied, faults, contacts } = await importContacts(known(file, speech), referenceDir(speech));
  for (const fault of faults) console.error(describeImportFault(fault, speech));
  if (!applied) throw new CommandError(speech.say('importRefused', { count: faults.length }));
  console.log(speech.say('importedContacts', { count: contacts }));
  return exitCodes.ok;
}

function known(file: string, speech: Speech): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return file;
  throw new CommandError(speech.say(found === undefined ? 'noFile' : 'notAFile', { file }), exitCodes.usage);
}

/** Where the hub looks first for tables and boundaries. */
function referenceDir(speech: Speech): string {
  return join(readHubSettings(speech).dataDir, 'reference');
}
