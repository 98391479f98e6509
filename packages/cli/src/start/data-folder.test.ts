import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@i-speed/hub';
import { WarehouseError } from '@i-speed/warehouse';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError, exitCodes } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { checkDataFolder, explainFolderError } from './data-folder.ts';

const speech = openSpeech('en');

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'i-speed-data-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a missing folder is made', async () => {
  const folder = join(await makeFolder(), 'a/b');
  await checkDataFolder(folder, speech);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('a folder that cannot be made is told in one line', async () => {
  const file = join(await makeFolder(), 'file');
  await writeFile(file, '');
  await expect(checkDataFolder(join(file, 'data'), speech)).rejects.toThrow(
    `The data folder ${file}/data is not writable (ENOTDIR).`,
  );
});

test('a folder that the system refuses without a reason is told at once, by the setting that names it', async () => {
  await expect(checkDataFolder('/proc/i-speed/data', speech, 'I_SPEED_OPEN_DATA')).rejects.toThrow(
    'The data folder /proc/i-speed/data is not writable (ENOENT). Set I_SPEED_OPEN_DATA to a folder that is.',
  );
});

test('a setting that shows itself bad when the stores open is told in the words of the others', () => {
  expect(explainFolderError(new ConfigError(['I_SPEED_TICKET_KEY: no key']), '/d', speech)).toEqual(
    new CommandError('Wrong settings:\n  I_SPEED_TICKET_KEY: no key', exitCodes.usage),
  );
});

test('a folder that another i-Speed holds is told with its process', () => {
  const error = new WarehouseError(
    'folder-locked',
    '/d is in use by another i-Speed process (process 17); stop it',
    undefined,
  );
  expect(explainFolderError(error, '/d', speech)).toEqual(
    new CommandError(
      'The data folder /d is in use by another i-Speed (process 17). Stop it, or set I_SPEED_DATA to another.',
    ),
  );
});

test('an error of another kind comes back as it is', () => {
  const error = new Error('other');
  expect(explainFolderError(error, '/d', speech)).toBe(error);
});
