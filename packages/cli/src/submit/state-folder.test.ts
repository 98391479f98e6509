import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CommandError } from '../exit-code.ts';
import { openSpeech } from '../language/language.ts';
import { openStateFolder } from './state-folder.ts';

const open = (folder: string) => openStateFolder({ I_SPEED_STATE: folder }, openSpeech('en'));

test('a folder is made where it is missing, for its owner alone, and keeps the pseudonym', async () => {
  const above = await mkdtemp(join(tmpdir(), 'i-speed-state-'));
  onTestFinished(() => rm(above, { recursive: true }));
  const folder = join(above, 'a', 'b');
  const { installId } = await open(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await open(folder)).toEqual({ folder, installId });
});

test('a folder that cannot be made or written is told at once, with the setting to change', async () => {
  const above = await mkdtemp(join(tmpdir(), 'i-speed-state-'));
  onTestFinished(() => rm(above, { recursive: true }));
  const file = join(above, 'file');
  await writeFile(file, '');
  for (const [folder, code] of [
    [file, 'EEXIST'],
    [join(file, 'x'), 'ENOTDIR'],
    ['/proc/nope', 'ENOENT'],
    ['/proc', 'ENOENT'],
  ] as const) {
    const fault = await open(folder).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(CommandError);
    expect(fault).toMatchObject({
      exitCode: 2,
      message: `The folder ${folder}, in which results wait until the hub has them, cannot be made or written there (${code}). Set I_SPEED_STATE to another.`,
    });
  }
});
