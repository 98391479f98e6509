import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpeech } from '../language/language.ts';
import { claimDataFolder } from './data-folder.ts';

const speech = openSpeech('en');
let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'i-speed-claim-'));
});
afterAll(() => rm(root, { recursive: true }));

test('the folder is made, and taken until it is given back', async () => {
  const folder = join(root, 'a/b');
  {
    await using _claim = await claimDataFolder(folder, speech);
    expect((await stat(folder)).isDirectory()).toBe(true);
    await expect(claimDataFolder(folder, speech)).rejects.toThrow(`in use by another i-Speed (process ${process.pid})`);
  }
  await using again = await claimDataFolder(folder, speech);
  expect(again).toBeDefined();
});

test('a claim ends with its process, even one that is killed', async () => {
  const folder = join(root, 'killed');
  const module = new URL('data-folder.ts', import.meta.url).href;
  const language = new URL('../language/language.ts', import.meta.url).href;
  const script = `
    const { claimDataFolder } = await import('${module}');
    const { openSpeech } = await import('${language}');
    await claimDataFolder('${folder}', openSpeech('en'));
    console.log('claimed');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  await expect(claimDataFolder(folder, speech)).rejects.toThrow(`(process ${child.pid})`);
  child.kill('SIGKILL');
  await once(child, 'close');
  await using claim = await claimDataFolder(folder, speech);
  expect(claim).toBeDefined();
});

test('a folder that cannot be made is told in one line', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  await expect(claimDataFolder(join(file, 'data'), speech)).rejects.toThrow(
    `The data folder ${file}/data is not writable (ENOTDIR).`,
  );
});
